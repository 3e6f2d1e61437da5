"""Facts about a data set that a person should see before anything is trained on it."""

from dataclasses import dataclass

import pandas as pd

from core.data.frame import Dataset
from core.data.gaps import Gap, is_irregular, longest_gaps, missing_between
from core.errors import UserError
from core.notes import Note


@dataclass(frozen=True)
class DataReport:
    """What a data set holds; the target's figures are in its own unit."""

    rows: int
    columns: int
    first: pd.Timestamp | int
    last: pd.Timestamp | int
    frequency: str | None
    irregular: bool  # the times keep no regular step, so that none is missing
    missing: dict[str, int]  # empty cells per column, columns without any left out
    missing_times: int  # stamps missing (see `core.data.gaps`), none where times are irregular
    gaps: tuple[Gap, ...]  # the longest ones, longest first
    constant: tuple[str, ...]  # columns that never change
    minimum: float
    mean: float
    maximum: float
    notes: tuple[Note, ...]


def data_report(dataset: Dataset, target: str) -> DataReport:
    """Gather the facts.

    Raises:
        UserError: as `require_target`, except that a constant target is reported, not refused.
    """
    frame, values = dataset.frame, _target(dataset, target)
    counts, irregular = frame.isna().sum(), is_irregular(dataset)
    first, last = frame.index[0], frame.index[-1]
    return DataReport(
        rows=len(frame),
        columns=frame.shape[1],
        first=first if isinstance(first, pd.Timestamp) else int(first),
        last=last if isinstance(last, pd.Timestamp) else int(last),
        frequency=dataset.frequency,
        irregular=irregular,
        missing={str(name): int(count) for name, count in counts.items() if count},
        missing_times=0 if irregular else int(missing_between(dataset).sum()),
        gaps=() if irregular else longest_gaps(dataset),
        constant=tuple(str(name) for name in frame if frame[name].nunique() == 1),
        minimum=float(values.min()),
        mean=float(values.mean()),
        maximum=float(values.max()),
        notes=dataset.notes,
    )


def require_target(dataset: Dataset, target: str) -> None:
    """Check that a column can be forecast at all.

    Raises:
        UserError: `target_missing` (with the columns there are), `all_missing` or `constant_target`.
    """
    values = _target(dataset, target)
    if values.nunique() == 1:
        raise UserError("constant_target", column=target, value=float(values.iloc[0]))


def _target(dataset: Dataset, target: str) -> pd.Series:
    if target not in dataset.frame:
        raise UserError("target_missing", column=target, known=list(dataset.frame.columns))
    values = dataset.frame[target].dropna()
    if values.empty:
        raise UserError("all_missing", column=target)
    return values
