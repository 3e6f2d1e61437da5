"""Several rows for one time: repeated rows, several series one below the other, values to be combined."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.data.choices import COMBINE, Choices
from core.data.cleaning import TABLE_LIMIT, shown
from core.data.keys import spelt
from core.data.names_of_columns import adds_up
from core.errors import UserError
from core.notes import Note

Found = tuple[pd.DataFrame, pd.Series | None, list[Note]]
SHOWN = 20  # names of series that are told


def spread(
    values: pd.DataFrame, times: pd.Series | None, cells: pd.DataFrame, names: pd.Series, choices: Choices
) -> Found:
    """Give each series columns of its own; without times its rows are counted.

    Args:
        values: Numbers, one row per row of the table.
        times: Times, or whole numbers that count the steps of each series.
        cells: All that tells rows apart.
        names: Which series each row belongs to.
        choices: The series to take, in this order (empty takes all), and how to combine rows of one time.

    Returns:
        One row per time, the times, and what was done.

    Raises:
        UserError: `unknown_series`, `too_many_series` or as `at_one_time`.
    """
    members = list(dict.fromkeys(name for name in names if name))
    chosen = [name if name in members else spelt(name) for name in choices.kept] or members
    if unknown := [name for name in chosen if name not in members]:
        raise UserError("unknown_series", name=unknown[0], known=list(members[:SHOWN]))
    if len(chosen) * values.shape[1] > TABLE_LIMIT:
        limit = max(TABLE_LIMIT // values.shape[1], 1)
        raise UserError("too_many_series", series=len(chosen), columns=values.shape[1], limit=limit)
    nameless = int((names == "").sum())
    notes, parts = [Note("series_taken", {"names": chosen[:SHOWN], "of": len(members)})], []
    if nameless:
        notes.append(Note("rows_without_series", {"count": nameless}))
    places = names.groupby(names).indices
    for name in chosen:
        rows = places[name]
        part, at, said = at_one_time(
            values.iloc[rows], None if times is None else times.iloc[rows], cells.iloc[rows], choices
        )
        notes = _added(notes, said)
        index = pd.RangeIndex(len(part)) if at is None else pd.Index(at)
        parts.append(part.set_axis(index, axis=0).set_axis(_titles(values, name, len(chosen)), axis=1))
    joined = pd.concat(parts, axis=1)
    return joined.reset_index(drop=True), None if times is None else pd.Series(joined.index), notes


def by_steps(found: Found) -> Found:
    """Steps that were counted in their order; those missing between the first and the last are blank rows."""
    values, times, notes = found
    if times is None or times.dtype.kind == "M":
        return found
    steps = np.arange(times.min(), times.max() + 1)
    return values.set_axis(pd.Index(times)).reindex(steps).reset_index(drop=True), None, notes


def at_one_time(
    values: pd.DataFrame, times: pd.Series | None, cells: pd.DataFrame, choices: Choices
) -> Found:
    """One row per time.

    Rows that repeat another one's cells are dropped where nobody combines, or where that is asked for.

    Raises:
        UserError: `different_values_at_one_time` if there are several and nobody said how to combine them.
    """
    if times is None or not times.duplicated().any():
        return values, times, []
    notes = []
    if choices.combine is None or choices.once:
        repeated = cells.assign(**{"\ufefftime": times}).astype(str).duplicated().to_numpy()
        if repeated.any():
            notes.append(Note("repeated_rows_merged", {"count": int(repeated.sum())}))
        values, times = values[~repeated], times[~repeated]
    if not (again := times.duplicated()).any():
        return values, times, notes
    if choices.combine is None:
        clashes = times[again].unique()
        raise UserError("different_values_at_one_time", time=_moment(clashes[0]), count=len(clashes))
    if choices.combine not in COMBINE:
        raise UserError(
            "setting_unknown_choice", setting="combine", value=choices.combine, known=list(COMBINE)
        )
    found, said = _combined(values, times, choices)
    rows = int(again.sum()) + len(times[again].unique())
    note = Note("rows_combined", {"how": choices.combine, "rows": rows})
    return found.reset_index(drop=True), pd.Series(found.index), [*notes, note, *said]


def averaged(columns: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """The columns that are averaged while the others are added up.

    Raises:
        UserError: `unknown_column` for one that was asked for and is not there.
    """
    if choices.combine != "sum":
        return ()
    if choices.averaged is not None:
        if unknown := [name for name in choices.averaged if name not in columns]:
            raise UserError("unknown_column", column=unknown[0], known=list(columns))
        return choices.averaged
    found = tuple(name for name in columns if not adds_up(name))
    return found if len(found) < len(columns) else ()  # nothing else to add: as it was asked for


def _combined(values: pd.DataFrame, times: pd.Series, choices: Choices) -> tuple[pd.DataFrame, list[Note]]:
    groups = values.groupby(times.to_numpy(), sort=True)
    if choices.combine != "sum":
        return groups.agg(choices.combine), []
    means = averaged([str(name) for name in values], choices)
    found = groups.sum(min_count=1)
    if not means:
        return found, []
    found[list(means)] = groups[list(means)].mean()
    added = [str(name) for name in values if name not in means]
    return found, [Note("columns_averaged", {"averaged": list(means), "added": added})]


def _added(notes: list[Note], said: list[Note]) -> list[Note]:
    """Notes of several series, those of one kind as one, with their counts added up."""
    for note in said:
        same = next((at for at, other in enumerate(notes) if _kind(other) == _kind(note)), None)
        if same is None:
            notes = [*notes, note]
        else:
            counts = {
                key: notes[same].facts[key] + value for key, value in note.facts.items() if type(value) is int
            }
            notes = [*notes[:same], Note(note.key, note.facts | counts), *notes[same + 1 :]]
    return notes


def _kind(note: Note) -> tuple[str, str]:
    return note.key, str({name: fact for name, fact in note.facts.items() if type(fact) is not int})


def _moment(time: object) -> str:
    return shown(pd.Timestamp(time)) if isinstance(time, np.datetime64 | pd.Timestamp) else f"{time:g}"


def _titles(values: pd.DataFrame, name: str, chosen: int) -> list[str]:
    if chosen == 1:
        return [str(column) for column in values]
    return [name] if values.shape[1] == 1 else [f"{column} {name}" for column in values]
