"""When something was made, on the visitor's clock, with its zone."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st


def made(seconds: float, *, exact: bool = False) -> str:
    """A moment as "2026-11-29 10:48 UTC+1"; in UTC where the browser does not tell its zone.

    Offsets, not names: CST is a zone in China and another one in America.

    Args:
        seconds: Since 1970, UTC.
        exact: To the second.
    """
    moment = datetime.fromtimestamp(seconds, _zone())
    return f"{moment.strftime('%Y-%m-%d %H:%M:%S' if exact else '%Y-%m-%d %H:%M')} {_offset(moment)}"


def _offset(moment: datetime) -> str:
    """The distance from UTC: UTC, UTC+8, UTC−3:30."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    size = f"{hours}:{rest:02d}" if rest else str(hours)
    return f"UTC{'−' if minutes < 0 else '+'}{size}" if minutes else "UTC"


def _zone() -> tzinfo:
    name = st.context.timezone
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError, OSError):  # a name that this machine does not know
        return UTC
