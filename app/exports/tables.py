"""Tables as CSV that a spreadsheet can open without running anything."""

from typing import Any

import pandas as pd

from app.exports.dialect import COMMA, Dialect
from core.takehome.spreadsheets import spreadsheet_safe

LINE_END = "\r\n"  # the csv module quotes a cell only for line breaks that its own line end contains


def table_csv(table: pd.DataFrame, dialect: Dialect = COMMA) -> bytes:
    """A table with its index as CSV in UTF-8 with a byte order mark, which Excel wants for Chinese.

    Text that a spreadsheet would take for a formula gets a ' in front, headers too; numbers stay numbers, to
    their last digit.
    """
    columns = [_safe_column(table.iloc[:, place], dialect) for place in range(table.shape[1])]
    safe = pd.concat(columns, axis=1) if columns else table
    names = [_safe(name) for name in table.columns]
    rows = table.index.map(_safe) if table.index.dtype == object else table.index
    safe = safe.set_axis(names, axis=1).set_axis(rows)
    text: str = safe.to_csv(
        index_label=_safe(_index_name(table)),
        lineterminator=LINE_END,
        sep=dialect.separator,
        decimal=dialect.decimal,
    )
    return text.encode("utf-8-sig", "replace")


def _safe(value: Any) -> Any:
    return spreadsheet_safe(value) if isinstance(value, str) else value


def _safe_column(column: pd.Series, dialect: Dialect) -> pd.Series:
    """A column without formulas; where not all of it are numbers, pandas leaves the decimal point to us."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.map(lambda value: _written(value, dialect))


def _written(value: Any, dialect: Dialect) -> Any:
    if isinstance(value, float) and value == value:
        return repr(float(value)).replace(".", dialect.decimal)
    return _safe(value)


def _index_name(table: pd.DataFrame) -> str:
    """The index's name, told apart from a column of the same name."""
    name = str(table.index.name or "step")
    while name in table.columns:
        name += "_"
    return name
