"""What a person may decide about a file, field by field; what is left open is told from the file."""

from dataclasses import dataclass

AUTO = "auto"
COMBINE = ("mean", "sum", "first", "last", "min", "max")
LAYOUTS = ("columns", "rows")  # one column per series, or one row per series


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How to read a file; None leaves a field to what the file shows."""

    encoding: str | None = None  # one of `encodings.KNOWN`
    delimiter: str | None = None  # one of `delimited.DELIMITERS`
    decimal: str | None = None  # "." or ","
    header_rows: int | None = None  # lines above the data; the names of the columns are taken from them
    sheet: str | None = None  # of a workbook
    layout: str | None = None  # one of LAYOUTS
    time: tuple[str, ...] | None = None  # columns that tell the time together; empty: count plain steps
    day_first: bool | None = None  # how to read 01/02/2024
    series: str | None = None  # column that names the series of a long table; "" for none
    kept: tuple[str, ...] = ()  # of these series; empty takes all
    combine: str | None = None  # one of COMBINE, for several values at one time


AS_FOUND = Choices()
