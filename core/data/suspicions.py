"""Values that look wrong. They are named, never repaired: only a person can know."""

import re

import numpy as np
import pandas as pd

from core.data.cleaning import shown
from core.data.frequency import share_of_usual_step
from core.notes import Note

PRICE = re.compile(r"^(adj[ ._]*)?(open|high|low|close)(/last)?$|price|收盘|开盘|最高|最低|价", re.IGNORECASE)
SENTINELS = (-200.0, -999.0, -9999.0, -99999.0)  # what instruments write when they have nothing to say
SPLIT_LIKE = 1.9  # a price that moves by this factor within one step looks like a split or a wrong unit
REGULAR = 0.5  # share of equal steps below which stamps are called irregular


def suspicions(frame: pd.DataFrame) -> list[Note]:
    """Name what looks wrong: prices at zero, jumps of prices, stand-ins for missing values, uneven steps."""
    prices = frame[[name for name in frame if is_price(str(name))]]
    notes = _not_positive(prices) + _jumps(prices) + _stand_ins(frame)
    share = share_of_usual_step(frame.index)
    if share < REGULAR:
        notes.append(Note("irregular_steps", {"share": round(share, 2)}))
    return notes


def is_price(name: str) -> bool:
    """Whether a column's name says that it holds prices."""
    return bool(PRICE.search(name.strip()))


def _not_positive(prices: pd.DataFrame) -> list[Note]:
    counts = (prices <= 0).sum()
    names = [str(name) for name, count in counts.items() if count]
    return (
        [Note("prices_not_positive", {"columns": ", ".join(names), "count": int(counts.sum())})]
        if names
        else []
    )


def _jumps(prices: pd.DataFrame) -> list[Note]:
    found: dict[str, pd.Index] = {}
    for name in prices:
        series = prices[name][prices[name] > 0]
        far = np.abs(np.diff(np.log(series.to_numpy()))) > np.log(SPLIT_LIKE)
        if far.any():
            found[str(name)] = series.index[1:][far]
    if not found:
        return []
    first = min(times[0] for times in found.values())
    when = shown(first) if isinstance(first, pd.Timestamp) else str(first)
    count = max(map(len, found.values()))
    return [Note("price_jumps", {"columns": ", ".join(found), "count": count, "first": when})]


def _stand_ins(frame: pd.DataFrame) -> list[Note]:
    """Round negative numbers that occur again and again, below everything else in their column."""
    notes = []
    for sentinel in SENTINELS:
        counts = {
            str(name): int((frame[name] == sentinel).sum()) for name in frame if frame[name].min() == sentinel
        }
        often = {name: count for name, count in counts.items() if count >= 3}
        if often:
            facts = {"columns": ", ".join(often), "value": sentinel, "count": sum(often.values())}
            notes.append(Note("looks_like_missing", facts))
    return notes
