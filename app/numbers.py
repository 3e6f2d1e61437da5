"""Numbers as people read them: three significant digits, real minus signs, units."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from app.i18n import Translate, current_language

MINUS = "−"
NONE = "–"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPACE = "\u00a0"  # between a number and its unit, so that no line ends there
TIGHT = ("zh",)  # languages that set no blank before %
DAY, MINUTE = "%Y-%m-%d", "%Y-%m-%d %H:%M"
FEW = 3  # times, of which two could be months by chance
MONTH = np.timedelta64(28, "D")  # at least
LONGEST_PLACE = 9  # digits of a count or a place in an address


def figure(value: float | None, digits: int = 3) -> str:
    """A number with so many significant digits; whole thousands are grouped."""
    if value is None or not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size < -4:
        mantissa, power = f"{value:.{digits - 1}e}".replace("e-", "e").replace("-", MINUS).split("e")
        return f"{mantissa}{SPACE}×{SPACE}10⁻{power.lstrip('0').translate(RAISED)}"
    decimals = max(digits - 1 - size, 0)
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def percent(value: float | None, decimals: int = 1) -> str:
    """A share as a percentage, with its sign where it is negative."""
    if value is None or not math.isfinite(value):
        return NONE
    text = f"{100 * value:,.{decimals}f}"
    text = text.removeprefix("-") if float(text.replace(",", "")) == 0 else text
    return f"{text}{percent_sign()}".replace("-", MINUS)


def percent_sign() -> str:
    """What follows a percentage: in most languages a blank comes first."""
    return "%" if current_language() in TIGHT else f"{SPACE}%"


def signed(value: float | None) -> str:
    """A percentage with its sign always."""
    text = percent(value)
    return text if value is None or text.startswith((MINUS, NONE, f"0.0{percent_sign()}")) else f"+{text}"


def points(t: Translate, value: float | None) -> str:
    """A difference of two percentages with its sign: percentage points, which are no per cent."""
    told = signed(value)
    return told if value is None else t("points", points=told.removesuffix(percent_sign()))


def points_interval(t: Translate, low: float | None, high: float | None) -> str:
    """From one difference of percentages to another; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"{signed(low).removesuffix(percent_sign())} … {points(t, high)}"


def interval(low: float | None, high: float | None) -> str:
    """From one signed percentage to another; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"{signed(low).removesuffix(percent_sign())} … {signed(high)}"


def plain_interval(low: float | None, high: float | None) -> str:
    """From one percentage to another, without signs; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"{percent(low).removesuffix(percent_sign())} … {percent(high)}"


def p_value(value: float | None) -> str:
    """A p-value with its relation: = 0.04, or < 0.001."""
    if value is None:
        return NONE
    if value < 0.001:
        return f"<{SPACE}0.001"
    return f"={SPACE}{value:.2g}" if value < 0.1 else f"={SPACE}{value:.2f}"


def whole(value: float) -> str:
    """A whole number with grouped thousands."""
    return f"{value:,.0f}".replace("-", MINUS)


def clock(t: Translate, seconds: float) -> str:
    """A duration: 8 s, 2 min 5 s, 1 h 12 min."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return t("duration.seconds", seconds=rest)
    if minutes < 60:
        return t("duration.minutes", minutes=minutes, seconds=rest)
    return t("duration.hours", hours=minutes // 60, minutes=minutes % 60)


def moments(times: pd.Index) -> Callable[[object], str]:
    """How each of some times is written: alike, and only as precisely as they need it together."""
    form = _form(times) if isinstance(times, pd.DatetimeIndex) else ""
    return lambda value: value.strftime(form) if isinstance(value, pd.Timestamp) and form else str(value)


def _form(times: pd.DatetimeIndex) -> str:
    if (times != times.normalize()).any():
        return MINUTE
    edges = times.is_month_start.all() or times.is_month_end.all()
    if len(times) < FEW or not edges or np.diff(times.to_numpy()).min() < MONTH:
        return DAY
    return "%Y-%m"


def megabytes(bytes: int) -> str:
    """A size of a file in millions of bytes."""
    return f"{bytes / 1e6:,.0f}{SPACE}MB"


def room(bytes: int) -> str:
    """What a few networks take: in thousands of bytes, or in millions."""
    return megabytes(bytes) if bytes >= 1e6 else f"{bytes / 1e3:,.0f}{SPACE}kB"


def in_address(text: str) -> int | None:
    """A count or a place as an address holds it; None for anything else, such as ² or thousands of digits."""
    fits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_PLACE
    return int(text) if fits else None
