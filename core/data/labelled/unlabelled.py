"""Read series whose classes are asked for, in a process of its own; what begins with _ runs there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices, Trained
from core.data.labelled.loading import read_series
from core.data.labelled.made import One, complete
from core.data.labelled.reading import Outline, outline_of
from core.errors import Refusal, UserError
from core.sandbox.asking import apart

MOST = 2_000  # series of a file that networks are asked about
MOST_VALUES = 1_000_000


@dataclass(frozen=True, eq=False)
class Unlabelled:
    """Series whose classes are asked for, in the order of the file."""

    ids: tuple[str, ...]
    rows: tuple[int, ...]  # of the table, from 1: where each begins
    values: tuple[Floats, ...]  # (steps, columns) of each
    labels: tuple[str, ...]  # as the file has them; empty where it has none
    left_out: int = 0  # series beyond as many as are asked about


@dataclass(frozen=True, eq=False)
class UnlabelledRead:
    """Series as some choices have them, or why there are none."""

    outline: Outline | None  # None of a `.ts` file, which says itself what it holds
    series: Unlabelled | None
    refusal: Refusal | None

    def get(self) -> Unlabelled:
        """The series; raises the refusal."""
        if self.series is None:
            raise (self.refusal or Refusal("no_series", {})).error()
        return self.series


def series_to_classify(
    body: bytes, name: str, choices: LabelledChoices = AS_BROUGHT, *, trained: Trained
) -> UnlabelledRead:
    """The series of a file that networks are asked about.

    Raises:
        UserError: What is wrong with the file, where nothing can be shown of it; what `apart` raises.
    """
    found: UnlabelledRead = apart(_read, body, name, choices, trained)
    return found


def _read(body: bytes, name: str, choices: LabelledChoices, trained: Trained) -> UnlabelledRead:
    outline = outline_of(body, name, choices, trained)
    try:
        series, columns = read_series(body, name, choices, trained=trained)
        return UnlabelledRead(outline, _to_classify(series, len(columns), trained), None)
    except UserError as error:
        return UnlabelledRead(outline, None, Refusal(error.key, error.facts))


def _to_classify(series: Sequence[One], columns: int, trained: Trained) -> Unlabelled:
    """Raises `no_series`, `series_of_other_columns`, or what `complete` finds wrong with one of them."""
    if not series:
        raise UserError("no_series")
    if columns != trained.columns:
        raise UserError("series_of_other_columns", have=columns, wanted=trained.columns)
    ends = np.cumsum([one.values.size for one in series])
    asked = series[: max(1, min(MOST, int(np.searchsorted(ends, MOST_VALUES, side="right"))))]
    values = tuple(np.asarray(complete(one.values, one.id)) for one in asked)
    ids, rows = tuple(one.id for one in asked), tuple(one.row for one in asked)
    return Unlabelled(ids, rows, values, tuple(one.label for one in asked), len(series) - len(asked))
