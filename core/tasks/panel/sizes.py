"""How many numbers a network reads and tells, from the facts of the data alone."""

from dataclasses import dataclass

from core.data.panel.facts import PanelFacts
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.panel.cuts import require_fit
from core.tasks.panel.holiday_column import reads_holidays
from core.tasks.panel.positions import positions_of
from core.tasks.panel.spec import PanelSpec

HEAD, SECOND = 64, 32  # numbers in the layers behind the recurrent ones


@dataclass(frozen=True)
class Widths:
    """Numbers that networks read, and tell."""

    step: int  # at each step read
    beside: int  # of the origin and its series
    ahead: int  # at each step to come; 0 where nothing is known ahead
    horizon: int
    series: int = 1  # that are told at once
    decoder: bool = False  # layers of the same cell read what is known ahead, step by step

    def ends(self) -> Ends:
        """As weights are counted: behind the recurrent layers stand two or three dense ones, or a decoder."""
        if self.decoder:
            return Ends(self.step, self.series, ahead=self.ahead + self.beside)
        more = self.beside * HEAD
        if not self.ahead:
            return Ends(self.step, HEAD, beside=more + (HEAD + 1) * self.horizon * self.series)
        told = (HEAD + 1) * SECOND + (SECOND + 1) * self.series
        return Ends(self.step, HEAD, beside=more + self.ahead * HEAD + told)


def widths_of(facts: PanelFacts, task: PanelSpec) -> Widths:
    """From names and counts. Of series that are read at once the place in the seasons is read once."""
    positions = positions_of(facts.frequency, task.season, 1)
    known, waves = len(facts.known) + reads_holidays(task, facts.frequency), positions.waves
    series, fixed = (facts.series, 0) if task.together else (1, sum(facts.widths))
    step = (waves if task.block == 1 else 0) + series * (2 + 2 * (known + len(facts.past)))
    ahead = waves + series * (1 + 3 * known) if known else 0
    decoder = task.head == "decoder" and ahead > 0
    return Widths(task.block * step, positions.beside + fixed, ahead, task.horizon, series, decoder)


def sizes(facts: PanelFacts, spec: ExperimentSpec) -> Ends:
    """What the networks are connected to.

    Raises:
        UserError: As `require_fit`.
    """
    task = spec.of(PanelSpec)
    require_fit(facts, task)
    return widths_of(facts, task).ends()
