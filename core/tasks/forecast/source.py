"""What is known of a series before anything is fitted, and what is chosen for it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.data.measured import Measured
from core.data.windows import Windows
from core.evaluate import known
from core.tasks.forecast import transforms
from core.tasks.forecast.cuts import LOST_ROWS, MIN_TRAIN_WINDOWS, Cuts
from core.tasks.forecast.spec import ForecastSpec


@dataclass(frozen=True)
class Chosen:
    """What was chosen in the training and validation rows, the same whatever is fitted later."""

    transform: str
    season: int  # rows, of seasonal differences; else 1
    calendar: bool
    blocks: int  # rows that are read as one step: 1, or those of a day, a week or a year
    penalty: float  # of ridge, per training window; infinite: the mean alone
    level: bool  # whether the values are read beside seasonal differences
    errors: dict[str, dict[str, float]]  # mean absolute error on the folds, original scale, of what was tried

    def plain(self) -> dict[str, Any]:
        """As it is kept among the facts of the baselines' run."""
        penalty = self.penalty if math.isfinite(self.penalty) else None
        return {
            "transform": self.transform, "season": self.season, "calendar": self.calendar,
            "blocks": self.blocks, "penalty": penalty, "level": self.level, "choice_errors": self.errors,
        }  # fmt: skip

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Chosen | None":
        """What an experiment chose when it was trained; None where its facts do not say."""
        if "level" not in facts:
            return None
        penalty = math.inf if facts["penalty"] is None else facts["penalty"]
        names = ("transform", "season", "calendar", "blocks", "level")
        return cls(**{name: facts[name] for name in names}, penalty=penalty, errors=facts["choice_errors"])


@dataclass(frozen=True)
class Source:
    """What is known of a series before anything is chosen or fitted."""

    task: ForecastSpec  # its lookback in whole days where days are read
    rows: Measured
    cuts: Cuts
    truth: Floats  # (time,) the target, NaN where it was not measured
    values: Floats  # the same as it is read, each blank filled with the value before it
    others: Floats  # (time, covariates), original scale; NaN before a column begins
    calendar: Floats  # (time + horizon, columns), scaled: what the calendar tells of a step, if anything
    cycles: tuple[str, ...]  # that the calendar's columns tell, a sine and a cosine each
    holidays: Floats  # the same of public holidays at and after a step
    period: int  # 1: none found
    periods: tuple[int, ...]  # all that the frequency suggests, and the one that was found

    def read(self, chosen: Chosen) -> Floats:
        """The target as it is read, (time,): each blank filled from before, or from the season before."""
        if chosen.transform == transforms.SEASONAL:
            return known.filled_by_season(self.truth, chosen.season)
        return self.values

    def seen(self, chosen: Chosen) -> Floats:
        """What is seen of it, (time,), not scaled."""
        return transforms.seen(chosen.transform, self.read(chosen), chosen.season)

    def raw(self, chosen: Chosen) -> Floats:
        """All that is read but calendar and holidays, (time, columns), not scaled."""
        level = [self.values] if chosen.level else []
        return np.column_stack([self.seen(chosen), *level, self.others])

    def names(self, chosen: Chosen) -> list[tuple[str, str]]:
        """What each column that is read is: "seen", "level", "column", "cycle" or "holiday", and which."""
        level = [("level", self.task.target)] if chosen.level else []
        others = [("column", name) for name in self.task.covariates]
        cycles = self.cycles if chosen.calendar else ()
        waves = [("cycle", f"{cycle} {wave}") for cycle in cycles for wave in ("sin", "cos")]
        holidays = [("holiday", str(ahead)) for ahead in range(self.holidays.shape[1])]
        return [("seen", self.task.target), *level, *others, *waves, *holidays]


def further(rows: Measured, columns: Sequence[str]) -> Floats:
    """Further columns, (time, columns), each blank filled with the value before; NaN before one begins."""
    filled = [rows.frame[column].ffill().to_numpy(dtype=float) for column in columns]
    return np.column_stack(filled) if filled else np.empty((len(rows.frame), 0))


@dataclass(frozen=True)
class Examples:
    """Origins of one block, with everything a method needs there."""

    origins: Ints  # (n,)
    x: Windows  # n of them, scaled
    y: Floats  # (n, steps), scaled; NaN where nothing was measured
    last: Floats  # (n,) value at the origin, or the last one before it
    truth: Floats  # (n, horizon), original scale; NaN where nothing was measured

    def with_answers(self) -> "Examples":
        """Those of which at least one answer was measured: the others teach nothing."""
        has = known.some(self.y)
        if has.all():
            return self
        return Examples(self.origins[has], self.x.some(has), self.y[has], self.last[has], self.truth[has])


def fit_origins(source: Source, chosen: Chosen, before: int) -> Ints:
    """All origins whose answers end before a row; without those whose window a transform knows in part.

    Where few would be left, what a transform does not know counts as no change.
    """
    task, lost = source.task, transforms.lost(chosen.transform, chosen.season)
    rows = np.arange(task.lookback - 1 + LOST_ROWS, before - task.horizon, dtype=np.int64)
    enough = rows[rows >= task.lookback - 1 + lost]
    if len(enough) >= max(MIN_TRAIN_WINDOWS, len(rows) // 2):
        return enough
    return rows[rows >= lost]
