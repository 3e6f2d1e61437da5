"""Read what people bring; what is large is read in a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.data.apart import POSSIBLE, apart
from core.data.content import kind_of
from core.data.files import AUTO, read_table, time_candidates, to_dataset
from core.data.frame import Dataset

HEAD = 6  # rows of an outline
LARGE = {"text": 1 << 20, "workbook": 1 << 17, "parquet": 1 << 17}  # bytes: from here on apart


@dataclass(frozen=True, eq=False)
class Outline:
    """What a table holds, before anything is decided about it."""

    head: pd.DataFrame  # its first rows as text, under unique column names
    times: tuple[str, ...]  # columns that can be read as times, the likeliest first
    sheets: tuple[str, ...]  # of a workbook; the one that was read comes first


def outline(body: bytes, name: str, *, sheet: str | None = None) -> Outline:
    """Look at a file or pasted text.

    Raises:
        UserError: All that `read_table` raises, and `too_heavy_to_read` beyond the limits.
    """
    found: Outline = _where_it_fits(_outline, body, name, sheet)
    return found


def dataset(
    body: bytes,
    name: str,
    *,
    sheet: str | None = None,
    time: str | None = AUTO,
    day_first: bool | None = None,
) -> Dataset:
    """Read a file or pasted text into the canonical shape.

    Raises:
        UserError: All that `read_table` and `to_dataset` raise, and `too_heavy_to_read` beyond the limits.
    """
    found: Dataset = _where_it_fits(_dataset, body, name, sheet, time, day_first)
    return found


def _outline(body: bytes, name: str, sheet: str | None) -> Outline:
    table = read_table(body, name, sheet=sheet)
    return Outline(table.frame.head(HEAD).astype(str), tuple(time_candidates(table)), table.sheets)


def _dataset(body: bytes, name: str, sheet: str | None, time: str | None, day_first: bool | None) -> Dataset:
    return to_dataset(read_table(body, name, sheet=sheet), time=time, day_first=day_first)


def _where_it_fits(task: Callable[..., Any], body: bytes, *given: Any) -> Any:
    small = len(body) < LARGE.get(kind_of(body), 1 << 30)
    return task(body, *given) if small or not POSSIBLE else apart(task, body, *given)
