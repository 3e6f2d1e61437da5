"""Sessions as one text: a line for each, its items in order with blanks between them.

They come as a table with a row for each event (session, time where there is one, item), or as lines.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from core.data.cells import as_text
from core.data.content import kind_of
from core.data.encodings import decode
from core.data.files import read_table
from core.data.numbers import parse_numbers
from core.errors import UserError
from core.text.long_text import LongText, long_text

FEWEST = 50  # sessions of two items or more
SESSIONS = re.compile(
    r"(?:session|basket|order|visit|user|customer|playlist)[ _-]?(?:id|no|number)?|会话|用户|订单|访问",
    re.IGNORECASE,
)
ITEMS = re.compile(
    r"(?:item|product|article|song|track|movie|page|sku|event)[ _-]?(?:id|no|number|name|title)?"
    "|商品|物品|条目|项目|页面",
    re.IGNORECASE,
)
TIMES = re.compile(r"time|t|timestamp|date|datetime|moment|时间|日期", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\t]")


def read_sessions(body: bytes, name: str) -> LongText:
    """A table of events, or a line for each session.

    Raises:
        UserError: `sessions_no_item_column`, `sessions_blank`, `sessions_time`, `sessions_few`,
            `sessions_one_item`; as `read_table` and `long_text`.
    """
    text = decode(body)[0] if kind_of(body) == "text" else None
    first = re.split(r"[,;\t|]", (text or "").lstrip("\ufeff").split("\n", 1)[0])
    if text is not None and not any(SESSIONS.fullmatch(one.strip(' "\r')) for one in first):
        return sessions_text(map(_of_line, text.splitlines()), name, "upload")
    return sessions_text(_of_table(read_table(body, name).frame), name, "upload")


def sessions_text(sessions: Iterable[Sequence[str]], name: str, source: str) -> LongText:
    """Sessions of items, the earliest first; those of one item tell nothing and are left out."""
    kept = [[re.sub(r"\s+", "_", item) for item in one] for one in sessions if len(one) > 1]
    if len(kept) < FEWEST:
        raise UserError("sessions_few", have=len(kept), need=FEWEST)
    if len(items := {item for one in kept for item in one}) < 2:
        raise UserError("sessions_one_item", item=items.pop())
    return replace(long_text("\n".join(map(" ".join, kept)), name, source), sessions=True)


def _of_line(line: str) -> list[str]:
    cut = _BETWEEN.split(line) if _BETWEEN.search(line) else line.split()
    return [one.strip() for one in cut if one.strip()]


def _of_table(frame: pd.DataFrame) -> list[list[str]]:
    """Events sorted by time within their sessions, and these by their last event."""
    names = [str(name) for name in frame]
    frame = frame.set_axis(names, axis=1)
    session, item, time = (
        next((name for name in names if kind.fullmatch(name.strip())), None)
        for kind in (SESSIONS, ITEMS, TIMES)
    )
    if session is None or item is None:
        raise UserError("sessions_no_item_column", known=names)
    who, what = (as_text(frame[name]).str.strip() for name in (session, item))
    if (blank := np.flatnonzero((who == "") | (what == ""))).size:
        raise UserError("sessions_blank", row=int(blank[0]) + 1)
    when = _moments(frame[time]) if time else np.arange(len(frame), dtype=float)
    order = np.argsort(when, kind="stable")
    of = pd.Series(who.to_numpy()[order])
    last = {id: when[order[rows[-1]]] for id, rows in of.groupby(of, sort=False).indices.items()}
    told = what.to_numpy()[order]
    found = of.groupby(of, sort=False).indices
    return [told[found[id]].tolist() for id in sorted(found, key=lambda one: last[one])]


def _moments(cells: "pd.Series[str]") -> "np.ndarray":
    """Numbers, or moments as numbers; raises `sessions_time`."""
    numbers = parse_numbers(cells)
    if numbers is None:
        moments = pd.to_datetime(as_text(cells), errors="coerce", format="mixed")
        numbers = moments.astype("int64").where(moments.notna()).astype(float)
    if numbers.isna().any():
        row = int(np.flatnonzero(numbers.isna())[0])
        raise UserError("sessions_time", row=row + 1, cell=as_text(cells).iloc[row])
    return np.asarray(numbers, dtype=np.float64)
