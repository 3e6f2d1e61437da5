"""Read numbers as people write them: thousands, decimal commas, currencies, per cent, K and M."""

import re
import unicodedata

import numpy as np
import pandas as pd

from core.data.cells import LONGEST, as_text
from core.data.month_names import month_number
from core.data.times import is_missing

READABLE = 0.95  # share of the cells that must be numbers for a column to be numeric
_TRIM = re.compile(r"[$€£¥￥₹₩₽%‰\s\u00a0\u202f'’]")
_CODES = (
    "USD|EUR|GBP|JPY|CNY|RMB|CHF|HKD|TWD|KRW|INR|AUD|CAD|NZD|SGD|SEK|NOK|DKK|PLN|CZK|HUF|RUB|BRL|MXN|ZAR|TRY"
)
_CURRENCY = re.compile(rf"^(?:{_CODES}|R\$|Rs\.?|kr|zł|Fr\.?)|(?:{_CODES}|kr|zł|元|圆|円)$", re.IGNORECASE)
_NEGATIVE = re.compile(r"^\((.+)\)$|^([\d.,]+)-$")
_UNIT = re.compile(r"\d\s*(°\w?|\s[^\W\d_][^\d\s.,]{0,9})$")  # of measurement, the same in all cells
_PLAIN = {
    ".": re.compile(r"^[+-]?(?=[.]?\d)(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$"),
    ",": re.compile(r"^[+-]?(?=,?\d)(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d+)?$"),
}
LOOK = 500  # cells of a column that are enough to tell its decimal mark
SCALES = {  # m, b and t may be metres, bits and tonnes
    **dict.fromkeys(("k", "K"), 1e3),
    **dict.fromkeys(("M", "mn", "Mn", "mio", "Mio"), 1e6),
    **dict.fromkeys(("B", "bn", "Bn", "mrd", "Mrd"), 1e9),
    **{"T": 1e12, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8},
}
_SCALE = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})\.?$")
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
    if not all(type(cell) is str and len(cell) <= LONGEST and "_" not in cell for cell in cells):
        return None
    try:
        return pd.Series(cells.astype(float), index=values.index) if len(cells) else None
    except ValueError:
        return None


def _plain(given: pd.Series, mark: str) -> pd.Series | None:
    """The quick way for cells that are all plain numbers already."""
    foreign = "_" if mark == "." else "_."  # Python would read 1_000, people would not
    if given.empty or any(sign in cell for cell in given for sign in foreign):
        return None
    try:
        return (given if mark == "." else given.str.replace(",", ".", regex=False)).astype(float)
    except ValueError:
        return None


def is_number(cell: str) -> bool:
    """Whether one cell reads as a number, with either decimal mark."""
    bare = _bare(cell)
    return bool(bare) and any(_fits(bare, mark) for mark in _PLAIN)


def _read(given: pd.Series, mark: str) -> pd.Series | None:
    cells = _without_unit(given)
    sample = [_fits(_bare(cell), mark) for cell in cells.iloc[:50]]
    if not sample or sum(sample) < 0.8 * len(sample):
        return None
    bare = cells.map(_bare)
    fits = bare.map(lambda cell: _fits(cell, mark))
    if fits.mean() < READABLE:
        return None
    return bare[fits].map(lambda cell: _number(cell, mark)).astype(float)


def _fits(bare: str, mark: str) -> bool:
    return bool(_PLAIN[mark].match(_SCALE.sub("", bare))) or bare.casefold() in INFINITE


def _bare(cell: str) -> str:
    """A number without currency and blanks; in brackets or before a minus it is negative."""
    if len(cell) > LONGEST:
        return ""
    plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell).replace("−", "-")
    return _NEGATIVE.sub(r"-\1\2", _CURRENCY.sub("", _TRIM.sub("", plain)))


def _without_unit(cells: pd.Series) -> pd.Series:
    """A unit counts as one only if all cells end with it: otherwise they may be names."""
    found = _UNIT.search(cells.iloc[0]) if len(cells) and len(cells.iloc[0]) <= LONGEST else None
    unit = found[1] if found else ""
    word = bool(_SCALE.fullmatch(unit.strip())) or month_number(unit) > 0
    if not unit or word or not all(cell.endswith(unit) for cell in cells):
        return cells
    return cells.str.removesuffix(unit)


def _number(cell: str, mark: str) -> float:
    if cell.casefold() in INFINITE:
        return INFINITE[cell.casefold()]
    scaled = _SCALE.search(cell)
    digits = cell[: scaled.start()] if scaled else cell
    scale = SCALES[scaled[1]] if scaled else 1.0
    return float(digits.replace("," if mark == "." else ".", "").replace(mark, ".")) * scale
