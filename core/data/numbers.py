"""Read numbers as people write them: thousands, decimal commas, currencies, per cent, K and M."""

import re

import numpy as np
import pandas as pd

from core.data.times import as_text, is_missing

READABLE = 0.95  # share of the cells that must be numbers for a column to be numeric
_TRIM = re.compile(r"[$€£¥￥₹%\s\u00a0\u202f']")
_PLAIN = {
    ".": re.compile(r"^[+-]?(?=[.]?\d)(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$"),
    ",": re.compile(r"^[+-]?(?=,?\d)(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d+)?$"),
}
LOOK = 500  # cells of a column that are enough to tell its decimal mark
SCALES = {"K": 1e3, "M": 1e6, "B": 1e9, "万": 1e4, "亿": 1e8}
INFINITE = {"inf": np.inf, "+inf": np.inf, "-inf": -np.inf, "infinity": np.inf, "-infinity": -np.inf}


def parse_numbers(values: pd.Series, mark: str = ".") -> pd.Series | None:
    """Read a column of numbers.

    Args:
        values: Numbers or text; blanks and words such as "null" are missing.
        mark: The decimal mark of the file, "." or ","; the other one is tried if the column does not fit it.

    Returns:
        float64, NaN where a cell is missing or (a rare one) cannot be read; None if not numeric.
    """
    if values.dtype.kind in "fiub" or isinstance(values.dtype, pd.api.extensions.ExtensionDtype):
        if pd.api.types.is_numeric_dtype(values.dtype):
            return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index)
    if values.dtype.kind in "Mm" or isinstance(values.dtype, pd.DatetimeTZDtype):
        return None
    if mark == "." and (quick := _all_plain(values)) is not None:
        return quick
    text = as_text(values)
    given = text[~is_missing(text)]
    if (plain := _plain(given, mark)) is not None:
        return plain.reindex(values.index)
    for attempt in (mark, "," if mark == "." else "."):
        if (found := _read(given, attempt)) is not None:
            return found.reindex(values.index)
    return None


def decimal_mark(columns: list[pd.Series], delimiter: str | None) -> str:
    """Find the decimal mark of a whole table from the columns that can be read in one way only."""
    votes = {".": 0, ",": 0}
    for column in columns:
        text = as_text(column.iloc[:: max(len(column) // LOOK, 1)])
        given = text[~is_missing(text)]
        fits = {mark: _read(given, mark) is not None for mark in votes}
        for mark, other in ((".", ","), (",", ".")):
            votes[mark] += fits[mark] and not fits[other]
    if votes["."] == votes[","]:
        return "," if delimiter == ";" and votes["."] == 0 else "."
    return max(votes, key=lambda mark: votes[mark])


def unreadable(values: pd.Series, numbers: pd.Series) -> int:
    """Count the cells that held something which is neither a number nor a word for missing."""
    if not numbers.isna().any():
        return 0
    return int((numbers.isna() & ~is_missing(as_text(values))).sum())


def _all_plain(values: pd.Series) -> pd.Series | None:
    """The quickest way, for text without a blank, a sign or a word: a tenth of a second per million cells."""
    cells = values.to_numpy()
    if not all(type(cell) is str and "_" not in cell for cell in cells):
        return None
    try:
        return pd.Series(cells.astype(float), index=values.index) if len(cells) else None
    except ValueError:
        return None


def _plain(given: pd.Series, mark: str) -> pd.Series | None:
    """The quick way for cells that are all plain numbers already."""
    foreign = "_" if mark == "." else "[_.]"  # Python would read 1_000, people would not
    if given.empty or given.str.contains(foreign).any():
        return None
    try:
        return (given if mark == "." else given.str.replace(",", ".", regex=False)).astype(float)
    except ValueError:
        return None


def _read(given: pd.Series, mark: str) -> pd.Series | None:
    if given.empty or not _fits(given.iloc[: min(len(given), 50)], mark).mean() >= 0.8:
        return None
    fits = _fits(given, mark)
    if fits.mean() < READABLE:
        return None
    return _bare(given[fits]).map(lambda cell: _number(cell, mark)).astype(float)


def _fits(given: pd.Series, mark: str) -> pd.Series:
    bare = _bare(given)
    shape = bare.str.replace(r"[KMB万亿]$", "", regex=True)
    return (shape.str.match(_PLAIN[mark]) & shape.str.contains(r"\d")) | bare.str.casefold().isin(INFINITE)


def _bare(given: pd.Series) -> pd.Series:
    bare = given.str.replace(_TRIM, "", regex=True)
    return bare.str.replace(r"^\((.+)\)$", r"-\1", regex=True).str.replace("−", "-")


def _number(cell: str, mark: str) -> float:
    if cell.casefold() in INFINITE:
        return INFINITE[cell.casefold()]
    scale = SCALES.get(cell[-1], 1.0)
    digits = cell[:-1] if cell[-1] in SCALES else cell
    return float(digits.replace("," if mark == "." else ".", "").replace(mark, ".")) * scale
