"""The steps of Learn, in order: each has a picture, formulas and sources; a task gives its experiment.

Their sentences are in the locales: `learn.<name>` (title) and the same with `.text`, `.alt`, `.open`;
`.measured` of those with trained figures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import plotly.graph_objects as go

from app.i18n import Translate
from app.judge.sources import Source
from app.learn import formulas
from app.learn import papers as paper
from app.learn.charts import memory, today, told, trained, use, weights, windows, words
from app.learn.charts.opened import gate
from app.learn.measured import dropout_told, layers_told
from app.learn.opened import address, opened_told
from app.tasks import VIEWS
from app.tasks.base import View, part
from core.cells import CELLS
from core.cells.steps import steps_of


@dataclass(frozen=True)
class Trained:
    """Figures that were measured once: their picture, and what it comes to."""

    picture: Callable[[Translate], go.Figure]
    told: Callable[[Translate], str]
    # Of an example that comes with the product: what Inside is to show of it.
    inside: Callable[[], dict[str, str]] | None = None


def _none(t: Translate) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Step:
    """One step of the path."""

    name: str  # in the address: ?about=<name>
    picture: Callable[[Translate], go.Figure]
    formulas: tuple[str, ...]  # LaTeX
    sources: tuple[Source, ...]
    trained: Trained | None = None  # figures beside the picture
    by_hand: tuple[str, str] | None = None  # challenge and cell that it can be tried with
    facts: Callable[[Translate], dict[str, Any]] = _none  # figures that its sentences name

    @property
    def view(self) -> View:
        """Of the task that it is about."""
        return next(one for one in VIEWS.values() if self.name in one.lessons)

    def begin(self, title: str) -> None:
        """Queue the experiment that it opens, under this name, and go to it."""
        part(self.view.lesson)(self.name, title)


def papers(*names: str) -> tuple[Source, ...]:
    """Where cells come from, as their modules say."""
    found = [paper for name in names for paper in steps_of(CELLS[name]).PAPERS]
    return tuple(Source(paper.text, paper.address) for paper in found)


def _opened(cell: str) -> Trained:
    """A gate of the networks that come with the product."""
    return Trained(partial(gate, cell=cell), partial(opened_told, cell=cell), partial(address, cell))


STEPS = {
    step.name: step
    for step in (
        Step("sequence", memory.sequence, formulas.SEQUENCE, papers("rnn")),
        Step("windows", windows.windows, formulas.WINDOWS, (paper.BONTEMPI,), facts=windows.facts),
        Step(
            "vectors",
            words.vectors,
            formulas.VECTORS,
            (paper.BENGIO_2003, paper.MIKOLOV),
            facts=words.vector_facts,
        ),
        Step("padding", words.padding, formulas.PADDING, (paper.KHOMENKO,), facts=words.padding_facts),
        Step("recurrence", memory.recurrence, formulas.RECURRENCE, papers("rnn"), by_hand=("keep", "rnn")),
        Step("sharing", weights.sharing, formulas.SHARING, (paper.GOODFELLOW,), facts=weights.sharing_facts),
        Step("unrolling", memory.unrolling, formulas.UNROLLING, (paper.WERBOS,)),
        Step(
            "vanishing",
            memory.vanishing,
            formulas.VANISHING,
            (paper.BENGIO, paper.PASCANU),
            by_hand=("survive", "rnn"),
        ),
        Step(
            "truncated",
            weights.truncated,
            formulas.TRUNCATED,
            (paper.WILLIAMS, paper.GRAVES),
            facts=weights.truncated_facts,
        ),
        Step("lstm", memory.lstm, formulas.LSTM, papers("lstm"), _opened("lstm"), by_hand=("forget", "lstm")),
        Step(
            "gru", memory.gru, formulas.GRU, papers("gru", "mgu"), _opened("gru"), by_hand=("toggle", "gru")
        ),
        Step("which", use.which, formulas.WHICH, (paper.CHUNG,)),
        Step(
            "stacked", use.stacked, formulas.STACKED, (paper.SCHUSTER,), Trained(trained.layers, layers_told)
        ),
        Step("shapes", use.shapes, formulas.SHAPES, (paper.SUTSKEVER,)),
        Step("tagging", told.tagging, formulas.TAGGING, (paper.HUANG,), facts=told.tagging_facts),
        Step(
            "writing",
            told.writing,
            formulas.WRITING,
            (paper.SHANNON, paper.GRAVES),
            facts=told.writing_facts,
        ),
        Step(
            "regularisation",
            use.regularisation,
            formulas.REGULARISATION,
            (paper.SRIVASTAVA, paper.GAL),
            Trained(trained.dropout, dropout_told),
        ),
        Step("noise", use.noise, formulas.NOISE, (paper.ZHANG,)),
        Step("limits", use.limits, formulas.LIMITS, (paper.VASWANI, paper.ARJOVSKY)),
        Step(
            "attention",
            told.attention,
            formulas.ATTENTION,
            (paper.BAHDANAU, paper.LUONG),
            facts=told.attention_told,
        ),
        Step(
            "today",
            today.today,
            formulas.TODAY,
            (paper.VASWANI, paper.ZENG, paper.MONTERO),
            facts=today.facts,
        ),
    )
}
