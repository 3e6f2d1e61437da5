"""A table of many series with a row for each series and time, whatever its layout was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.keys import counted_steps, names_of, series_columns
from core.data.numbers import parse_numbers, unreadable
from core.data.panel.choices import PanelChoices
from core.data.series import FEW, asked_keys, mark_of, named_by, with_known_times
from core.data.several import averaged
from core.data.table import Table
from core.data.time_columns import find_times
from core.errors import UserError
from core.notes import Note

FEWEST_ROWS = 3  # from which on names that are all different name no series
MOST_NAMES = 1_000_000  # looked at: that they are too many is told as such
APART = 1_000  # times by which columns of one kind may differ in size


@dataclass(frozen=True, eq=False)
class Long:
    """A table with a row for each series and time."""

    names: pd.Series  # of the series, by row
    times: pd.Series  # stamps, or whole numbers
    numbers: dict[str, Floats]
    texts: pd.DataFrame
    notes: tuple[Note, ...]
    aligned: bool = False  # at their ends, for want of times


def long_of(table: Table, choices: PanelChoices, *, alone: bool = True) -> Long:
    """Whatever its layout.

    Args:
        alone: Whether it is all there is. One of several that names no series is one series, which is called
            after it.

    Raises:
        UserError: `panel_series_unnamed`, `panel_names_unique`, `panel_units_differ`, `unknown_column`.
    """
    file = choices.file
    turned = table.series is not None and "time" not in table.frame  # rows of series without times
    times = None if turned else find_times(table, file.time, file.how)
    known = (table.frame, None, []) if turned else with_known_times(table, times, file)
    frame, stamps, notes = known[0], known[1], [*table.notes, *known[2]]
    used = list(times.columns) if times else []
    keys = named_by(table, file) or (
        () if choices.wide or file.series == () else asked_keys(frame, stamps, MOST_NAMES)
    )
    if unknown := [name for name in keys if name not in frame]:
        raise UserError("unknown_column", column=unknown[0], known=list(map(str, frame)))
    if not keys and not choices.wide and stamps is not None and stamps.duplicated().any():
        keys = _nearly(frame, stamps, used) if file.series is None else ()
        if not keys:
            raise UserError("panel_series_unnamed", known=[str(name) for name in frame if name not in used])
    if stamps is None and (steps := counted_steps(frame, keys)) is not None and not table.series:
        stamps, used = parse_numbers(frame[steps]), [*used, steps]
    mark = mark_of(table)
    numbers: dict[str, Floats] = {}
    for name in (str(name) for name in frame if name not in (*used, *keys)):
        if (read := parse_numbers(frame[name], file.decimal or mark)) is not None:
            numbers[name] = np.where(np.isinf(read), np.nan, read).astype(np.float64)
            for key, bad in (
                ("cells_unreadable", unreadable(frame[name], read)),
                ("cells_infinite", int(np.isinf(read).sum())),
            ):
                notes += [Note(key, {"column": name, "count": bad})] if bad else []
    single = not keys and (not alone or _is_one(numbers, choices)) and not choices.wide
    if not keys and not single:
        return _melted(frame, stamps, numbers, choices, notes)
    names = pd.Series([_title(table.name)] * len(frame), dtype=object) if single else names_of(frame, keys)
    if keys and len(frame) > FEWEST_ROWS and names.is_unique:
        raise UserError("panel_names_unique", column=list(keys), rows=len(frame))
    if nameless := int((names == "").sum()):
        notes.append(Note("rows_without_series", {"count": nameless}))
    kept = ((names != "") & ~names.isin(choices.left_out)).to_numpy()
    texts = frame[[name for name in frame if str(name) not in (*used, *keys, *numbers)]]
    counted = stamps is None
    told = names.groupby(names).cumcount() if stamps is None else stamps
    return Long(
        names[kept].reset_index(drop=True), told[kept].reset_index(drop=True),
        {name: values[kept] for name, values in numbers.items()}, texts[kept].reset_index(drop=True),
        tuple(notes), counted,
    )  # fmt: skip


def _nearly(frame: pd.DataFrame, stamps: pd.Series, used: Sequence[str]) -> tuple[str, ...]:
    """The column of names that tells all but a few rows of one time apart: those are then told of."""
    for name in series_columns(frame, stamps, used, MOST_NAMES):
        twice = pd.DataFrame({"name": names_of(frame, (name,)), "time": stamps}).duplicated()
        if twice.mean() < FEW:
            return (name,)
    return ()


def _is_one(numbers: Mapping[str, Floats], choices: PanelChoices) -> bool:
    """Whether columns belong to one series: that is said of them, or one of them is all there is to tell."""
    if choices.wide is False or choices.target in numbers:
        return True
    beside = {*(choices.known or ()), *choices.past, *choices.fixed}
    return len(beside) > 0 and len(set(numbers) - beside) == 1


def _title(name: str) -> str:
    """What a series is called that has a table to itself."""
    return name.rpartition(".")[0] or name


def stacked(parts: Sequence[Long]) -> Long:
    """Tables below each other; a column that one of them lacks is blank there.

    Raises:
        UserError: `panel_tables_differ` where some have times and others have none.
    """
    if len(parts) == 1:
        return parts[0]
    if len({one.times.dtype.kind == "M" for one in parts}) > 1:
        raise UserError("panel_tables_differ")
    names = list(dict.fromkeys(name for one in parts for name in one.numbers))
    numbers = {
        name: np.concatenate([one.numbers.get(name, np.full(len(one.names), np.nan)) for one in parts])
        for name in names
    }
    texts = pd.concat([one.texts for one in parts], ignore_index=True)
    texts = texts[[name for name in texts if str(name) not in names]].fillna("")
    notes = [note for one in parts for note in one.notes]
    return Long(
        pd.concat([one.names for one in parts], ignore_index=True),
        pd.concat([one.times for one in parts], ignore_index=True),
        numbers, texts, tuple(note for place, note in enumerate(notes) if note not in notes[:place]),
        all(one.aligned for one in parts),
    )  # fmt: skip


def _melted(
    frame: pd.DataFrame, stamps: pd.Series | None, numbers: dict[str, Floats], choices: PanelChoices,
    notes: list[Note],
) -> Long:  # fmt: skip
    """A column for each series.

    Raises:
        UserError: `panel_units_differ` where their sizes speak for several kinds of things, and nobody says
            that they are one.
    """
    if len(numbers) < (1 if choices.wide else 2):
        raise UserError("panel_series_unnamed", known=list(map(str, frame)))
    beside = {*(choices.known or ()), *choices.past, *choices.fixed}
    own = {name: values for name, values in numbers.items() if name not in (*beside, *choices.left_out)}
    if choices.wide is None:
        sizes = {name: float(np.nanmedian(np.abs(v))) for name, v in own.items() if np.isfinite(v).any()}
        sizes = {name: size for name, size in sizes.items() if size > 0}
        small, large = min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
        if sizes[large] > APART * sizes[small]:
            raise UserError("panel_units_differ", small=small, large=large)
    told = pd.Series(np.arange(len(frame))) if stamps is None else stamps
    count = len(own)
    names = pd.Series(np.repeat(list(own), len(frame)), dtype=object)
    together = {choices.target or "value": np.concatenate(list(own.values()))}
    together |= {name: np.tile(numbers[name], count) for name in numbers if name in beside}
    texts = pd.DataFrame(index=names.index)
    note = Note("panel_columns_are_series", {"count": count})
    times = pd.concat([told] * count, ignore_index=True)
    return Long(names, times, together, texts, (*notes, note))


def combined(long: Long, choices: PanelChoices) -> Long:
    """One row for each series and time, where somebody says how to combine several."""
    how = choices.file.combine
    twice = pd.DataFrame({"names": long.names, "times": long.times}).duplicated()
    if how is None or not twice.any():
        return long
    frame = pd.DataFrame(long.numbers).assign(**{"\ufeffname": long.names, "\ufefftime": long.times})
    groups = frame.groupby(["\ufeffname", "\ufefftime"], sort=False)
    means = averaged(list(long.numbers), choices.file)
    each = {name: "mean" if name in means else how for name in long.numbers}
    found = groups.sum(min_count=1) if set(each.values()) == {"sum"} else groups.agg(each)
    first = ~twice.to_numpy()
    note = Note("rows_combined", {"how": how, "rows": int(twice.sum())})
    return Long(
        long.names[first].reset_index(drop=True), long.times[first].reset_index(drop=True),
        {name: found[name].to_numpy(dtype=np.float64) for name in long.numbers},
        long.texts[first].reset_index(drop=True), (*long.notes, note), long.aligned,
    )  # fmt: skip
