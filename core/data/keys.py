"""Columns that name series, alone or together, and columns of whole numbers that only count."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.names_of_columns import is_calendar, is_flag, is_identifier, is_measured, is_place

BETWEEN = " / "  # names that name a series together
MOST_MEMBERS = 5_000  # series that can be chosen among
MOST_KEYS = 3  # columns that name series together
CANDIDATES = 7  # columns looked at for that
STEADY = 0.8  # share of the times between its first and last at which a series named by numbers has a row
FEWEST_STEPS = 8
ID_LIKE = re.compile(
    r"^(unique_?id|series(_?(id|name|code))?|id|ticker|tickers|symbol|item(_?(id|nbr))?|store(_?(id|nbr))?|stock|asset"
    r"|code|sku|product|station|sensor|site|city|country|region|名称|代码|股票代码|证券代码|股票|城市|地区|门店)$",
    re.IGNORECASE,
)


def names_of(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """The names of series that columns give together; 3.0 is called 3, blanks are left out."""
    parts = [frame[name].map(_name_of) for name in columns]
    if len(parts) == 1:
        return parts[0].astype(object)
    joined = [BETWEEN.join(filter(None, row)) for row in zip(*parts, strict=True)]
    return pd.Series(joined, index=frame.index, dtype=object)


def spelt(name: str) -> str:
    """A joined name however its parts were set apart."""
    return BETWEEN.join(part.strip() for part in name.split("/")) if "/" in name else name.strip()


def series_columns(
    frame: pd.DataFrame, times: pd.Series | None, left_out: Sequence[str] = (), most: int = MOST_MEMBERS
) -> list[str]:
    """Columns that may name series, those first that tell all rows of one time apart.

    A column qualifies with at least two names, each for two rows or more on average; one of numbers that is
    not called a name only if its series have rows at nearly all of their times, and it is not called a value.
    """
    found: dict[str, tuple[bool, bool, bool, int]] = {}
    for name in (str(name) for name in frame if name not in left_out):
        names = names_of(frame, (name,))
        count = names[names != ""].nunique()
        if not 2 <= count <= min(len(frame) / 2, most) or _fractions(frame[name]):
            continue
        text = not names.str.fullmatch(r"[-+]?\d+([.,]\d+)?").all()
        called = bool(ID_LIKE.search(name)) or is_identifier(name)
        separate = times is not None and _apart(_codes(times), _codes(names))
        if not text and not called:
            if times is None or _is_told(name) or not _steady(_codes(times), _codes(names)):
                continue
        found[name] = (not separate, not called, not text, count)
    return sorted(found, key=lambda name: found[name])


def keys_of(
    frame: pd.DataFrame, times: pd.Series, left_out: Sequence[str] = (), most: int = MOST_MEMBERS
) -> tuple[str, ...]:
    """The fewest columns that together tell all rows of one time apart; empty if none do.

    Args:
        most: Series that they may name.
    """
    clock = _codes(times)
    found = series_columns(frame, times, left_out, most)[:CANDIDATES]
    codes = {name: _codes(names_of(frame, (name,))) for name in found}
    for some in (some for count in range(1, MOST_KEYS + 1) for some in combinations(found, count)):
        together = _together([codes[name] for name in some])
        if together.max() < most and _apart(clock, together):
            return some
    return ()


def counted_steps(frame: pd.DataFrame, keys: Sequence[str] = ()) -> str | None:
    """The column that counts the steps of several series, each from its beginning; None without one.

    Args:
        keys: The columns that name the series; without them there have to be some.
    """
    for name, numbers in _whole(frame.drop(columns=list(keys))):
        steps = np.unique(numbers)
        again = keys or len(steps) <= len(numbers) / 2
        if len(steps) < FEWEST_STEPS or np.any(np.diff(steps) != 1) or not again:
            continue
        clock = pd.Series(numbers, index=frame.index)
        found = keys or keys_of(frame, clock, (name,))
        if not found:
            continue
        codes = _codes(names_of(frame, found))
        if _apart(_codes(clock), codes) and (is_calendar(name) or _steady(_codes(clock), codes)):
            return name
    return None


def running_numbers(frame: pd.DataFrame) -> list[str]:
    """Columns that number the rows: each cell another one, either counting on or called a number or an id."""
    numbers = dict(_whole(frame))
    found = []
    for name in map(str, frame):
        counting = name in numbers and len(frame) > 1 and len(set(np.diff(numbers[name]))) == 1
        counting = counting and numbers[name][0] != numbers[name][-1]
        if counting or (is_identifier(name) and names_of(frame, (name,)).is_unique):
            found.append(name)
    return found


def _whole(frame: pd.DataFrame) -> Iterator[tuple[str, Floats]]:
    """Columns of whole numbers without a blank."""
    for name in map(str, frame):
        numbers = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
        if len(numbers) and np.isfinite(numbers).all() and np.all(numbers == np.round(numbers)):
            yield name, numbers


def _is_told(name: str) -> bool:
    """Whether a name says that a column holds something else than names of series."""
    return is_measured(name) or is_flag(name) or is_place(name) or is_calendar(name)


def _codes(values: pd.Series) -> Ints:
    """Numbers in the order of the values for times, in any order for names."""
    if values.dtype.kind in "Mfi":
        return np.unique(values.to_numpy(), return_inverse=True)[1].astype(np.int64)
    return np.asarray(pd.factorize(values)[0], dtype=np.int64)


def _together(codes: list[Ints]) -> Ints:
    """One code for each combination of codes."""
    joined = codes[0]
    for other in codes[1:]:
        joined = np.unique(joined * (other.max() + 2) + other, return_inverse=True)[1]
    return joined


def _apart(clock: Ints, names: Ints) -> bool:
    pairs = clock * (names.max(initial=0) + 2) + names
    return len(np.unique(pairs)) == len(pairs)


def _steady(clock: Ints, names: Ints) -> bool:
    """Whether series have a row at nearly all times from their first to their last."""
    count = names.max(initial=0) + 1
    first, last = np.full(count, len(clock)), np.zeros(count)
    np.minimum.at(first, names, clock)
    np.maximum.at(last, names, clock)
    occasions = len(np.unique(clock * (count + 1) + names))
    return bool(occasions >= STEADY * np.sum(last - first + 1))


def _name_of(cell: Any) -> str:
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _fractions(column: pd.Series) -> bool:
    numbers = pd.to_numeric(column.head(500), errors="coerce").dropna()
    return bool((numbers % 1 != 0).any())
