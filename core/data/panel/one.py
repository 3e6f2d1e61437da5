"""A series with columns that are known ahead of it, as the one series of a panel."""

from collections.abc import Sequence

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.gaps import with_missing_times
from core.data.panel.dataset import Panel
from core.data.report import require_target

FEWEST_AHEAD = 3  # rows behind the target's end, from which on a column counts as planned


def planned(data: Dataset) -> tuple[str, tuple[str, ...]]:
    """The target, and the columns that go on where it ends: they are known ahead.

    A row or two more say nothing: some columns are merely reported later.
    """
    ends = {str(name): _rows(data, str(name)) for name in data.frame}
    early = [name for name, end in ends.items() if end <= max(ends.values()) - FEWEST_AHEAD]
    target = data.target if data.target in early or not early else early[0]
    later = tuple(name for name, end in ends.items() if end >= ends[target] + FEWEST_AHEAD)
    return target, later if early else ()


def _rows(data: Dataset, column: str) -> int:
    """Rows up to the last value of a column."""
    return int(np.flatnonzero(data.frame[column].notna()).max(initial=-1)) + 1


def panel_of_series(data: Dataset, target: str, known: Sequence[str] = (), past: Sequence[str] = ()) -> Panel:
    """From the first measured value of the target to the last row that says anything; gaps are blank rows.

    Args:
        known: Columns that are known ahead.
        past: Columns that are read as far as the target goes.

    Raises:
        UserError: As `require_target`, or `unknown_column`.
    """
    require_target(data, target)
    frame = with_missing_times(data).frame
    there = frame[[target, *known]].notna()
    first, last = there[target].idxmax(), there.index[there.any(axis=1)][-1]
    frame = frame.loc[first:last]

    def columns(names: Sequence[str]) -> Floats:
        return frame[list(names)].to_numpy(dtype=np.float64).reshape(len(frame), len(names))

    one = np.array([len(frame)], dtype=np.int64)
    return Panel(
        columns([target])[:, 0], columns(known), columns(past), np.empty((1, 0), dtype=np.int64), one,
        np.zeros(1, dtype=np.int64), (target,), frame.index, data.name, "upload", target, tuple(known),
        tuple(past), notes=data.notes,
    )  # fmt: skip
