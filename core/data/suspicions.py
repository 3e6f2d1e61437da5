"""Values that look wrong. They are named, never repaired: only a person can know."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from core.data.cleaning import shown
from core.data.frequency import infer_frequency, share_of_usual_step
from core.data.usual import usual_times
from core.notes import Note

PRICE = re.compile(r"^(adj[ ._]*)?(open|high|low|close)(/last)?$|price|收盘|开盘|最高|最低|价", re.IGNORECASE)
SENTINELS = (  # what instruments write when they have nothing to say
    *(-200.0, -99.0),
    *(sign * size for size in (99.9, 99.99, 999.0, 999.9, 999.99) for sign in (-1, 1)),
    *(sign * size for size in (9999.0, 9999.9, 99999.0, 999999.0) for sign in (-1, 1)),
)
SPLIT_LIKE = 1.9  # a price that moves by this factor within one step looks like a split or a wrong unit
OFTEN = 3  # times that a stand-in occurs at least, unless it lies far from everything else
FAR = 5.0  # times as large as anything else: what occurs but once is named too
MANY = 0.5  # combined rows per row from which on a row is no longer one price
REGULAR = 0.5  # share of equal steps below which stamps are called irregular


def suspicions(frame: pd.DataFrame, notes: Iterable[Note] = ()) -> list[Note]:
    """Name what looks wrong: prices at zero, jumps of prices, stand-ins for missing values, uneven steps.

    Args:
        notes: What was done to the rows before.
    """
    prices = prices_of(frame)
    jumps = _jumps(prices) if jumps_tell(frame, notes) else []
    found = _not_positive(prices) + jumps + _stand_ins(frame)
    if uneven(frame.index):
        found.append(Note("irregular_steps", {"share": round(share_of_usual_step(frame.index), 2)}))
    return found


def prices_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that hold prices by their names."""
    return frame[[name for name in frame if is_price(str(name))]]


def uneven(index: pd.Index) -> bool:
    """Whether fewer than half of the steps are equal and rows fall at no usual times either."""
    return share_of_usual_step(index) < REGULAR and usual_times(index, infer_frequency(index)) is None


def jumps_tell(frame: pd.DataFrame, notes: Iterable[Note]) -> bool:
    """Whether jumps of prices tell of splits: not where rows are receipts, each of another product.

    Receipts come at no regular times, or many of them were combined to one row.
    """
    combined = sum(note.facts["rows"] for note in notes if note.key == "rows_combined")
    return combined <= MANY * len(frame) and not uneven(frame.index)


def is_price(name: str) -> bool:
    """Whether a column's name says that it holds prices."""
    return bool(PRICE.search(name.strip()))


def _not_positive(prices: pd.DataFrame) -> list[Note]:
    counts = (prices <= 0).sum()
    names = [str(name) for name, count in counts.items() if count]
    return [Note("prices_not_positive", {"columns": names, "count": int(counts.sum())})] if names else []


def jump_factors(prices: pd.Series) -> pd.Series:
    """The factors by which prices above zero move where they jump, by the time at which they do."""
    known = prices[prices > 0]
    with np.errstate(all="ignore"):  # beside a price of next to nothing a factor is 0 or infinite, and far
        factors = known.to_numpy()[1:] / known.to_numpy()[:-1]
        far = np.abs(np.log(factors)) > np.log(SPLIT_LIKE)
    return pd.Series(factors[far], index=known.index[1:][far])


def stand_ins(frame: pd.DataFrame) -> dict[float, int]:
    """Values that seem to mean "missing", and how often they occur."""
    counts = dict.fromkeys(SENTINELS, 0)
    for name in frame:
        for end in {frame[name].min(), frame[name].max()} & counts.keys():
            counts[end] += _stands_in(frame[name], end)
    return {value: count for value, count in counts.items() if count}


def _jumps(prices: pd.DataFrame) -> list[Note]:
    found = {str(name): factors.index for name in prices if len(factors := jump_factors(prices[name]))}
    if not found:
        return []
    first = min(times[0] for times in found.values())
    when = shown(first) if isinstance(first, pd.Timestamp) else str(first)
    count = max(map(len, found.values()))
    return [Note("price_jumps", {"columns": list(found), "count": count, "first": when})]


def _stand_ins(frame: pd.DataFrame) -> list[Note]:
    """Round numbers at the end of a column's range that occur again and again, or lie far from all others."""
    notes = []
    for value, count in stand_ins(frame).items():
        names = [str(name) for name in frame if _stands_in(frame[name], value)]
        facts = {"columns": names, "value": value, "count": count}
        notes.append(Note("looks_like_missing", facts))
    return notes


def _stands_in(column: pd.Series, sentinel: float) -> int:
    """How often a column holds a value that seems to mean "missing"; 0 where it seems to be a value."""
    if (column.min() if sentinel < 0 else column.max()) != sentinel:
        return 0
    count, others = int((column == sentinel).sum()), column[column != sentinel].dropna()
    if others.empty:
        return 0
    beyond = abs(sentinel) / max(others.abs().max(), 1e-300)
    again = count > 1 and beyond > 2
    often = count >= OFTEN and sentinel < 0 and others.min() > 0.9 * sentinel
    return count if beyond > FAR or again or often else 0
