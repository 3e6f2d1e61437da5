"""Series from a table: one per row, or a long table with a row per step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.cells import as_text
from core.data.labelled.choices import LabelledChoices, Trained
from core.data.labelled.made import One
from core.data.numbers import decimal_mark, parse_numbers, unreadable
from core.data.table import Table
from core.errors import UserError

LABELS = re.compile(r"label|class|target|categor|activity|gesture|标签|类别|类", re.IGNORECASE)
KINDS = "series|case|sample|sequence|instance|recording|trial"
SERIES = re.compile(
    rf"(?:{KINDS}|subject)?[ _-]?id|(?:{KINDS})(?:[ _-]?(?:no|number|name))?|序列|编号", re.IGNORECASE
)
TIMES = re.compile(r"time|t|step|timestamp|date|datetime|frame|index|时间|步", re.IGNORECASE)
PARTS = re.compile(r"split|part|set|subset|fold", re.IGNORECASE)
TEST_WORDS, TRAIN_WORDS = {"test", "testing"}, {"train", "training", ""}
DIGITS, JOINTS = "0123456789", " _.-"  # of one series per row, a name ends with its step
MOST_KINDS = 30  # of labels that are numbers
NO_NAME = "value"


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are."""

    kind: str  # "one_per_row" or "long"
    label: str | None
    series: str | None
    time: str | None
    part: str | None  # says which series are given as test
    values: tuple[str, ...]


def layout_of(frame: pd.DataFrame, choices: LabelledChoices, *, trained: Trained | None = None) -> Layout:
    """Tell it from names and content, but for what was chosen.

    Args:
        trained: What networks are asked by that tell the classes: then labels are optional.

    Raises:
        UserError: `unknown_column` for a choice that there is not.
    """
    names = [str(name) for name in frame]
    for chosen in (choices.label, choices.series, choices.time):
        if chosen is not None and chosen not in names:
            raise UserError("unknown_column", column=chosen, known=names)
    part = next((name for name in names if PARTS.fullmatch(name) and _are_parts(frame[name])), None)
    series = choices.series or next((name for name in names if SERIES.fullmatch(name)), None)
    repeats = series is not None and as_text(frame[series]).duplicated().any()
    kind = choices.layout or ("long" if repeats else "one_per_row")
    long = kind == "long"
    time = choices.time or next((name for name in names if TIMES.fullmatch(name)), None) if long else None
    taken = {part, series if long or not repeats else None, time}
    free = [name for name in names if name not in taken]
    label = choices.label or _label(frame, free, trained)
    values = tuple(name for name in free if name != label)
    return Layout(kind, label, series if series in taken else None, time, part, values)


def series_of(
    table: Table, choices: LabelledChoices, *, test: bool = False, trained: Trained | None = None
) -> tuple[list[One], tuple[str, ...]]:
    """The series of a table and the names of their columns.

    Args:
        test: All of them were given as test.
        trained: As in `layout_of`.

    Raises:
        UserError: `unknown_column`, `no_values_of_series`, `not_a_number_in_series`, `series_column_missing`,
            `label_changes`, `time_twice_in_series`, `time_of_series_unreadable`.
    """
    frame = table.frame.set_axis([str(name) for name in table.frame], axis=1)
    found = layout_of(frame, choices, trained=trained)
    if not found.values:
        raise UserError("no_values_of_series")
    numbers = _numbers(frame, found.values, table.delimiter)
    labels = _texts(frame, found.label)
    parts = _texts(frame, found.part)
    tests = [test or one.casefold() in TEST_WORDS for one in parts]
    if found.kind == "long":
        if found.series is None:
            raise UserError("series_column_missing", known=list(frame))
        return _long(frame, found, numbers, labels, tests), found.values
    ids = _texts(frame, found.series) if found.series else [str(row + 1) for row in range(len(frame))]
    columns, shape = _columns(found.values)
    return [
        One(id, row.reshape(shape).T if shape[0] > 1 else row[:, None], label, given, place)
        for place, (id, row, label, given) in enumerate(zip(ids, numbers, labels, tests, strict=True), 1)
    ], columns


def _long(
    frame: pd.DataFrame, found: Layout, numbers: Floats, labels: Sequence[str], tests: Sequence[bool]
) -> list[One]:
    ids = pd.Series(_texts(frame, found.series))
    times = _times(frame[found.time]) if found.time else np.arange(len(frame))
    series = []
    for id, rows in ids.groupby(ids, sort=False).groups.items():
        places = np.asarray(rows)[np.argsort(times[rows], kind="stable")]
        if found.time and (twice := np.flatnonzero(np.diff(times[places]) == 0)).size:
            told = as_text(frame[found.time]).iloc[places[twice[0]]]
            raise UserError("time_twice_in_series", series=id, time=told)
        told = list(dict.fromkeys(labels[place] for place in places if labels[place]))
        if len(told) > 1:
            raise UserError("label_changes", series=id, first=told[0], second=told[1])
        label, row = told[0] if told else "", int(min(rows)) + 1
        series.append(One(str(id), numbers[places], label, tests[places[0]], row))
    return series


def _times(cells: "pd.Series[str]") -> Floats:
    """Numbers, or moments as numbers; raises `time_of_series_unreadable`."""
    numbers = parse_numbers(cells)
    if numbers is None:
        moments = pd.to_datetime(as_text(cells), errors="coerce", format="mixed")
        numbers = moments.astype("int64").where(moments.notna()).astype(float)
    if numbers.isna().any():
        row = int(np.flatnonzero(numbers.isna())[0])
        raise UserError("time_of_series_unreadable", row=row + 1, cell=as_text(cells).iloc[row])
    return np.asarray(numbers, dtype=np.float64)


def _numbers(frame: pd.DataFrame, names: Sequence[str], delimiter: str | None) -> Floats:
    mark = decimal_mark([frame[name] for name in names[:50]], delimiter)
    found = np.empty((len(frame), len(names)))
    for place, name in enumerate(names):
        numbers = parse_numbers(frame[name], mark)
        if numbers is None or unreadable(frame[name], numbers):
            _refuse(frame[name], name, mark)
        found[:, place] = np.nan if numbers is None else numbers
    return found


def _refuse(cells: "pd.Series[str]", name: str, mark: str) -> None:
    """Name the first cell that is no number; a column without any value holds none."""
    for row, cell in enumerate(as_text(cells)):
        one = parse_numbers(pd.Series([cell], dtype=object), mark)
        if cell and (one is None or unreadable(pd.Series([cell]), one)):
            raise UserError("not_a_number_in_series", row=row + 1, column=name, cell=cell)


def _texts(frame: pd.DataFrame, name: str | None) -> list[str]:
    """Cells of a column as labels are compared: 1 and 1.0 are one."""
    if name is None:
        return [""] * len(frame)
    return [re.sub(r"^([+-]?\d+)\.0+$", r"\1", cell.strip()) for cell in as_text(frame[name])]


def _label(frame: pd.DataFrame, free: Sequence[str], trained: Trained | None) -> str | None:
    """By its name; else the one column without numbers; else the first or last one of few whole ones.

    Where classes are asked for, numbers are labels only if all of them name classes, and what is left has as
    many steps as the training series.
    """
    named = [name for name in free if LABELS.search(name)]
    if named:
        return named[-1]
    texts = [name for name in free if parse_numbers(frame[name]) is None and any(_texts(frame, name))]
    if texts:
        return min(texts, key=lambda name: len(set(map(str, frame[name]))))
    ends = () if len(free) <= 2 else (free[0], free[-1])
    if trained is None:
        return next((name for name in ends if _few_whole(frame[name])), None)
    if trained.steps is None or len(free) - 1 != trained.steps * trained.columns:
        return None
    return next((name for name in ends if set(_texts(frame, name)) <= set(trained.classes)), None)


def names_labels(cell: str) -> bool:
    """Whether a cell is what columns of labels are called, and no label."""
    return LABELS.fullmatch(cell.strip()) is not None


def _few_whole(cells: "pd.Series[str]") -> bool:
    numbers = parse_numbers(cells)
    if numbers is None or numbers.isna().any() or (numbers % 1 != 0).any():
        return False
    return 2 <= numbers.nunique() <= min(MOST_KINDS, max(2, len(numbers) // 2))


def _are_parts(cells: "pd.Series[str]") -> bool:
    told = set(as_text(cells).str.strip().str.casefold())
    return bool(told & TEST_WORDS) and told <= TEST_WORDS | TRAIN_WORDS


def _columns(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Columns and steps of a row: x_1, x_2, …, y_1, y_2, … are two columns; all else is one."""
    bare = [name.rstrip(DIGITS) for name in names]
    cut = [name.rstrip(JOINTS) for name in bare]
    kinds = list(dict.fromkeys(cut))
    steps = len(names) // len(kinds)
    whole = all(one != name for one, name in zip(bare, names, strict=True)) and len(kinds) > 1 and steps > 1
    if not whole or cut != [kind for kind in kinds for _ in range(steps)]:
        return (NO_NAME,), (1, len(names))
    return tuple(kinds), (len(kinds), steps)
