"""The facts of a forecasting experiment's result: every number a page, report or command may show."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.evaluate.direction import Direction
from core.evaluate.follows import FollowsYesterday
from core.evaluate.look_ahead import LookAhead
from core.evaluate.residuals import LjungBox
from core.evaluate.sent import Sent
from core.evaluate.verdict import ALPHA, Verdict
from core.tasks.method_table import MethodTable

Score = float | None  # None: not defined


@dataclass(frozen=True)
class Method:
    """One row of the table of methods, scored on the test origins.

    Kinds: "simple"; "cell", the mean of its seeds' forecasts, which is judged, shown and sent; "seeds", the
    same cell's networks one by one, mean and deviation of their scores, without a test; "with_ridge", half
    the cell's forecast and half ridge's.
    """

    name: str  # cell or baseline; in words by `core.words.methods`
    kind: str
    seeds: int
    weights: int  # trainable numbers of one network, 0 for baselines
    scores: dict[str, Score]  # mae, rmse, smape, mase
    deviation: dict[str, Score]  # over seeds, in their row
    by_step: dict[str, list[Score]]  # one number per step ahead
    skill: Score  # 1 - MAE / MAE of the reference
    low: Score = None  # 95 % interval of the skill
    high: Score = None
    p: Score = None  # one-sided Diebold-Mariano: of cells the largest over all baselines, else vs. ridge
    p_holm: Score = None
    p_worse: Score = None  # of cells: one-sided, than the baseline that was chosen beforehand
    p_worse_holm: Score = None
    lowest: Score = None  # of cells: lowest end of the skill intervals against each baseline


@dataclass(frozen=True)
class Covered:
    """How one version of an interval did on the test origins."""

    version: str  # "split" or "adaptive"
    level: float  # nominal, 0.8 or 0.95
    coverage: float  # share of actual values inside
    width: float  # mean, in the units of the series
    score: float  # interval (Winkler) score
    by_step: dict[str, list[float]]  # the same three, one number per step ahead


@dataclass(frozen=True)
class Drawn:
    """The version of a method's intervals that is drawn, and why."""

    version: str  # "split" or "adaptive"
    scores: dict[str, float]  # of each version on later calibration origins; empty: too few, so split


@dataclass(frozen=True)
class Added:
    """What a cell adds to ridge: half the cell's forecast and half ridge's beside ridge alone."""

    cell: str
    seeds: int
    error: float  # MAE of the two together
    ridge: float  # MAE of ridge alone
    skill: Score  # 1 - error / ridge
    low: Score  # its 95 % interval
    high: Score
    p: Score  # one-sided Diebold-Mariano
    p_holm: Score  # over the cells

    @property
    def finding(self) -> str:
        """ "adds", "adds_nothing", or "too_little" where no test was made."""
        if self.p_holm is None or self.low is None:
            return "too_little"
        return "adds" if self.p_holm < ALPHA and self.low > 0 else "adds_nothing"


@dataclass(frozen=True)
class Ablated:
    """A cell with the covariates beside the same without them: same origins, seeds and settings."""

    cell: str
    seeds: int  # that both have finished
    kept: float  # MAE with the covariates, of the seeds' mean forecast
    left_out: float  # MAE without them
    gain: Score  # skill with them minus skill without
    low: Score  # its 95 % interval
    high: Score
    p: Score  # two-sided Diebold-Mariano
    p_holm: Score

    @property
    def finding(self) -> str:
        """ "helps", "hurts", "no_difference", or "too_little" where no test was made."""
        if self.p_holm is None or self.low is None or self.high is None:
            return "too_little"
        if self.p_holm >= ALPHA or self.low <= 0 <= self.high:
            return "no_difference"
        return "helps" if self.low > 0 else "hurts"


@dataclass(frozen=True)
class Backtest:
    """Every method's forecasts at the test origins."""

    origins: Ints  # row numbers
    times: pd.Index  # of the origins
    target_times: list[pd.Index]  # of each origin's steps
    truth: Floats  # (origins, horizon), NaN where nothing was measured
    last: Floats  # (origins,) the last measured value
    forecasts: dict[str, Floats]  # cell, baseline or cell with ridge -> (origins, horizon)
    widths: dict[str, dict[float, Floats]]  # method -> level -> half widths drawn, (origins, horizon)
    non_negative: bool = False  # intervals end at 0, as forecasts do

    def bounds(self, name: str, level: float) -> tuple[Floats, Floats]:
        """Low and high ends of a method's interval, shape (origins, horizon)."""
        centre, width = self.forecasts[name], self.widths[name][level]
        return cut_at_zero(centre - width, self.non_negative), centre + width


@dataclass(frozen=True)
class Future:
    """The forecast from the last row."""

    times: pd.Index
    provisional: bool  # dates are weekdays because the exchange's calendar ends earlier
    forecasts: dict[str, Floats]  # cell, baseline or cell with ridge -> (horizon,)
    intervals: dict[
        str, dict[float, tuple[Floats, Floats]]
    ]  # cells, and what is sent -> level -> (low, high)
    refitted: tuple[str, ...]  # cells that were trained again on all rows
    widths: dict[str, dict[float, Floats]] = field(default_factory=dict)  # half of them, before a cut at 0


@dataclass(frozen=True)
class Outcome(MethodTable[Method]):
    """All there is to say about a forecasting experiment so far.

    One from before this edition of the protocol (`outdated`) has scores, and that is all: its verdict says
    "outdated", nothing is to be sent, and there are no intervals.
    """

    verdict: Verdict
    reference: str  # the baseline that was hardest to beat on the test
    beforehand: str  # the baseline that was chosen before the test
    methods: tuple[Method, ...]  # best skill first
    chosen: Sent | None  # which forecast to send; its intervals are drawn. None: from before
    added: tuple[Added, ...]  # per cell: whether its mean with ridge is better than ridge
    covered: dict[str, tuple[Covered, ...]]  # both versions of the intervals: per cell, and of what is sent
    drawn: dict[str, Drawn]  # the same methods
    backtest: Backtest
    future: Future
    history: pd.Series  # the target up to its last value, NaN where it was not measured
    outdated: bool  # scored by an edition of the protocol from before
    refitted_before_test: bool  # the cells' test forecasts come from networks trained on all rows before it
    leakage: dict[str, Any]  # at the train end: {"compared": numbers, "moved": [names]}
    weights_leakage: dict[str, dict[str, Any]]  # at the test start, per cell: compared, moved, repeats
    look_ahead: tuple[LookAhead, ...]  # one per covariate
    follows: dict[str, FollowsYesterday]  # per cell, as all below
    directions: dict[str, Direction]
    reference_direction: Direction
    residuals: dict[str, LjungBox]  # of one step ahead
    windows: int  # that each network is trained on
    facts: dict[str, Any]  # transform, period, cuts, skipped methods, origins
    seeds_done: int
    seeds_wanted: int
    ablation: tuple[Ablated, ...] = ()  # per cell, as far as there are runs without the covariates

    def covered_by_drawn(self, name: str) -> tuple[Covered, ...]:
        """How the version of a method's intervals did that is drawn, by level."""
        return tuple(one for one in self.covered[name] if one.version == self.drawn[name].version)


def cut_at_zero(low: Floats, non_negative: bool) -> Floats:
    """Lower ends of intervals, none of them below 0 where the data cannot be."""
    return np.maximum(low, 0.0) if non_negative else low
