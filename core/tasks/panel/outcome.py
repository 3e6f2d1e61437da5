"""The facts of a result over many series: every number a page, report or command may show."""

from dataclasses import dataclass, field
from typing import Any

from core.arrays import Bools, Floats
from core.evaluate.many_series import Units
from core.evaluate.verdict import Judged, Verdict

LEVELS = (0.8, 0.95)
RIDGES = ("pooled_ridge", "joint_ridge")  # over the windows of each series, and over those of all at once
Score = float | None  # None: not defined


@dataclass(frozen=True)
class PanelMethod:
    """One row of the table of methods, scored on the test.

    Kinds: "simple", of which all but `RIDGES` are fitted to each series; "cell", the mean of its seeds'
    forecasts, which is judged; "seeds", the same cell's networks one by one, without a test; "with_local",
    half the cell and half the best local method; "sent", what was chosen for each series before the test.
    """

    name: str
    kind: str
    seeds: int
    weights: int
    scores: dict[str, Score]
    deviation: dict[str, Score] = field(default_factory=dict)
    wins: Score = None  # share of the series on which it is better than the reference
    gain: Score = None  # share of the reference's error that is gone
    low: Score = None  # its 95 % interval
    high: Score = None
    p: Score = None
    p_holm: Score = None


@dataclass(frozen=True, eq=False)
class PanelOutcome:
    """All there is to say so far; arrays are (series, origins, horizon) unless something else is said."""

    verdict: Verdict
    reference: str  # the simple method that was hardest to beat on the test
    beforehand: str  # the local method that was best on the calibration, with which cells are averaged
    methods: tuple[PanelMethod, ...]  # the lowest error first
    added: tuple[Judged, ...]  # of each cell with the best local method, against that method alone
    measure: str  # what is judged: "mase", or "rmsse" where demand comes now and then
    chosen: tuple[str, ...]  # for each series the method that is sent, named before the test
    before: tuple[Floats, Floats]  # of the calibration: the truth, and what is sent
    truth: Floats  # of the test
    told: dict[str, Floats]  # forecasts of the test, by method, and of what is "sent"
    future: Floats  # (series, horizon) what is sent
    bounds: dict[float, tuple[Floats, Floats]]  # by level, around `future`
    coverage: dict[float, Score]  # of such intervals on the test
    units: Units
    errors: dict[str, Floats]  # (series,) by method: what is judged
    judged: Bools  # (series,) which of them count in the verdict
    origins: int  # of the test, a horizon apart
    facts: dict[str, Any]
    seeds_done: int
    seeds_wanted: int

    def method(self, name: str, kind: str | None = None) -> PanelMethod:
        """The row of a method; a cell's own, unless its single seeds are asked for."""
        return next(
            m for m in self.methods if m.name == name and (m.kind == kind if kind else m.kind != "seeds")
        )

    @property
    def sent_row(self) -> PanelMethod:
        """What is sent, scored on the test as a method of its own."""
        return next(m for m in self.methods if m.kind == "sent")

    @property
    def words(self) -> str:
        """What keys of sentences end with: of one series, what is said of many would be odd."""
        return ".one" if len(self.chosen) == 1 else ""

    @property
    def independent(self) -> int:
        """Series that are judged, or origins where these are more."""
        return max(int(self.judged.sum()), self.origins)
