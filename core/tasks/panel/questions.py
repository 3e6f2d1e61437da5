"""What the engine knows of an experiment on many series that is asked about: one window of one series."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.panel.cuts import NONE
from core.tasks.panel.joint import JointWindows
from core.tasks.panel.keeping import panel_facts, panel_of_store
from core.tasks.panel.prepare import PreparedPanel, prepare_panel
from core.tasks.panel.sizes import Widths, widths_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.windows import FLOOR, Cut, PanelWindows
from core.tasks.question import OpenQuestion, Question, Source
from core.tasks.results import typical_seed
from core.tasks.trained_networks import trained_networks_of


@dataclass(frozen=True, eq=False)
class ManySeries(Source):
    """What networks read and tell, and the window that is asked about."""

    widths: Widths
    steps: int
    logarithm: bool
    spread: float
    place: int = 0  # of the series that is asked about, among those that a network tells at once
    window: Cut | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Steps ahead."""
        return self.widths.horizon

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return self.widths, self.steps

    def scale(self, output: int) -> tuple[float, float]:
        """To the series' own unit; of shares of the mean to their logarithm."""
        cut = self.cut
        unit = 1.0 if self.logarithm else float(cut.scale[0, 0])
        return self.spread * unit, float(cut.base[0, output]) * unit + float(cut.centre[0, 0])

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Values on the original scale."""
        cut = self.cut
        scaled = outputs * self.spread + cut.base[0]
        if self.logarithm:
            scaled = np.maximum(np.exp(scaled) - FLOOR, 0.0)
        return np.asarray(scaled * cut.scale[0, 0] + cut.centre[0, 0])

    @property
    def cut(self) -> Cut:
        """The window; whoever asks has completed the question."""
        assert self.window is not None
        return self.window


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked, and how to add the window of a series and a test origin."""
    data, task = panel_of_store(store, experiment.data), experiment.spec.of(PanelSpec)
    ready = prepare_panel(data, task)
    widths, reading = widths_of(panel_facts(store, experiment.data), task), ready.reading
    source = ManySeries(widths, task.lookback // task.block, reading.logarithm, reading.spread)

    def complete(question: Question) -> Question:
        place, origin = (int(question.asked.get(name, -1)) for name in ("series", "origin"))
        window = _window(ready, place, origin)
        cut, blank = _together(ready, window) if task.together else _alone(window)
        facts = {"transform": "panel_log" if reading.logarithm else "panel", "blank": blank}
        whole = replace(source, window=cut, facts=facts, place=place if task.together else 0)
        return replace(question, source=whole)

    chosen = [run for cell in experiment.spec.cells if (run := typical_seed(runs, cell)) is not None]
    spec = replace(experiment.spec, training=ready.settled(experiment.spec.training))
    return Question("", spec, source, tuple(trained_networks_of(store, chosen))), complete


def _window(ready: PreparedPanel, series: int, origin: int) -> PanelWindows:
    """Raises `unknown_origin` for what was not tested."""
    rows = ready.origins("test")
    if not (0 <= series < len(rows) and 0 <= origin < rows.shape[1]) or rows[series, origin] == NONE:
        raise UserError("unknown_origin")
    return PanelWindows(ready.tables, ready.reading, np.array([series]), rows[series, [origin]])


def _together(ready: PreparedPanel, window: PanelWindows) -> tuple[Cut, list[tuple[int, int]]]:
    """What a network reads of all series up to a window's end, with its blanks; answers are of its series."""
    place, starts = int(window.series[0]), ready.data.starts
    whole = JointWindows(ready.tables, ready.reading, ready.fewest, window.origins + starts[place])
    cut = whole.cut()
    own = np.s_[:, place :: whole.count]
    block = ready.reading.block
    begin = cut.sequence.shape[2] - block * whole.columns * whole.count  # what all share stands first
    there = whole.measured[0]  # (series, lookback)
    blank = [
        (at // block, begin + (one * block + at % block) * whole.columns)
        for one, at in np.argwhere(there == 0).tolist()
    ]
    told = replace(
        cut, answers=cut.answers[own], base=cut.base[own], centre=cut.centre[own], scale=cut.scale[own]
    )
    return told, blank


def _alone(window: PanelWindows) -> tuple[Cut, list[tuple[int, int]]]:
    """A window, with the steps and columns of values that were not measured, from 0."""
    cut, block = window.cut(), window.reading.block
    wide = cut.sequence.shape[2] // block
    blank = [(at // block, at % block * wide) for at in np.flatnonzero(window.measured[0] == 0).tolist()]
    return cut, blank


def rehearsal(_: Question) -> list[Question]:
    """Nothing is traced beforehand."""
    return []
