"""Which columns of a table of many series are what: asked for, or found where that is safe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.arrays import Bools, Floats, Ints
from core.data.names_of_columns import is_identifier
from core.data.panel.choices import PanelChoices
from core.data.targets import suggest_target
from core.errors import UserError
from core.notes import Note

MOST_CATEGORIES = 200  # of a fixed column


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of all series, in the order of the file."""

    series: Ints  # (rows,) which series
    places: Ints  # (rows,) on the grid
    count: int  # series


@dataclass(frozen=True)
class Roles:
    """What each column is."""

    target: str
    known: tuple[str, ...]
    past: tuple[str, ...]
    fixed: tuple[str, ...]
    notes: tuple[Note, ...] = ()


def roles_of(numbers: Mapping[str, Floats], texts: Sequence[str], rows: Rows, choices: PanelChoices) -> Roles:
    """Tell them.

    A column with values beyond the last one of the target is known ahead. What only ends with it might be
    known as little: it is used when somebody says so.

    Raises:
        UserError: `unknown_column`, `target_not_numeric`, `panel_known_not_numeric` or `no_numeric_column`.
    """
    if not numbers:
        raise UserError("no_numeric_column")
    _require_there(numbers, texts, choices)
    target = choices.target or _target(numbers, rows, choices)
    later = _beyond(numbers[target], rows)
    free = [name for name in numbers if name not in (target, *choices.past, *choices.fixed)]
    found = tuple(name for name in free if np.isfinite(numbers[name][later]).any())
    known = found if choices.known is None else choices.known
    roles = Roles(target, known, choices.past, choices.fixed)
    used = {target, *known, *choices.past, *choices.fixed}
    left = [name for name in (*numbers, *texts) if name not in used]
    notes = [Note("panel_known_found", {"columns": list(found)})] if choices.known is None and found else []
    notes += [Note("panel_columns_not_used", {"columns": left})] if left else []
    return replace(roles, notes=tuple(notes))


def categories_of(names: pd.Series, rows: Rows, column: str) -> tuple[Ints, tuple[str, ...]]:
    """The category of each series, and what they are called.

    Args:
        names: Of each row; blank ones say nothing.

    Raises:
        UserError: `panel_fixed_changes` or `panel_too_many_categories`.
    """
    frame = pd.DataFrame({"series": rows.series, "name": names.to_numpy()})
    frame = frame[frame["name"] != ""].drop_duplicates()
    if (twice := frame[frame["series"].duplicated()]).size:
        raise UserError("panel_fixed_changes", column=column, value=str(twice["name"].iloc[0]))
    if (count := frame["name"].nunique()) > MOST_CATEGORIES:
        raise UserError("panel_too_many_categories", column=column, count=count, limit=MOST_CATEGORIES)
    found = tuple(dict.fromkeys(frame["name"]))
    if len(frame) < rows.count:
        found = (*found, "")
    codes = np.full(rows.count, len(found) - 1, dtype=np.int64)
    codes[frame["series"].to_numpy()] = [found.index(name) for name in frame["name"]]
    return codes, found


def last_places(values: Floats, rows: Rows) -> Ints:
    """The last place on the grid where a column has a value, by series; -1 for none."""
    found, there = np.full(rows.count, -1, dtype=np.int64), np.isfinite(values)
    np.maximum.at(found, rows.series[there], rows.places[there])
    return found


def _require_there(numbers: Mapping[str, Floats], texts: Sequence[str], choices: PanelChoices) -> None:
    wanted = [name for name in (choices.target, *(choices.known or ()), *choices.past) if name]
    for name in (*wanted, *choices.fixed):
        if name not in numbers and name not in texts:
            raise UserError("unknown_column", column=name, known=[*numbers, *texts])
    if text := [name for name in wanted if name not in numbers]:
        key = "target_not_numeric" if text[0] == choices.target else "panel_known_not_numeric"
        raise UserError(key, column=text[0])


def _target(numbers: Mapping[str, Floats], rows: Rows, choices: PanelChoices) -> str:
    """Where some columns end before others, one of those: the others are planned."""
    others = {*(choices.known or ()), *choices.past, *choices.fixed}
    free = {name: values for name, values in numbers.items() if name not in others}
    if not free:
        raise UserError("no_numeric_column")
    ends = {name: int(np.maximum(last_places(values, rows), 0).sum()) for name, values in free.items()}
    early = [name for name in free if ends[name] < max(ends.values()) and not is_identifier(name)]
    frame = pd.DataFrame({name: free[name] for name in early or free})
    return suggest_target(frame)


def _beyond(target: Floats, rows: Rows) -> Bools:
    """The rows behind the last value of their series."""
    found: Bools = rows.places > last_places(target, rows)[rows.series]
    return found
