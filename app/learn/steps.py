"""The steps of Learn, in order: each has a picture, formulas and sources; a task gives its experiment.

Their sentences are in the locales: `learn.<name>` (title) and the same with `.text`, `.alt`, `.open`;
`.measured` of those with trained figures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go

from app.i18n import Translate
from app.judge.sources import Source
from app.learn import formulas
from app.learn.charts import memory, trained, use
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


@dataclass(frozen=True)
class Step:
    """One step of the path."""

    name: str  # in the address: ?about=<name>
    picture: Callable[[Translate], go.Figure]
    formulas: tuple[str, ...]  # LaTeX
    sources: tuple[Source, ...]
    trained: Trained | None = None  # figures beside the picture
    by_hand: tuple[str, str] | None = None  # challenge and cell that it can be tried with

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


WERBOS = Source("Werbos 1990, Backpropagation through time", "https://doi.org/10.1109/5.58337")
BENGIO = Source(
    "Bengio, Simard & Frasconi 1994, Learning long-term dependencies with gradient descent is difficult",
    "https://doi.org/10.1109/72.279181",
)
PASCANU = Source(
    "Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks",
    "https://arxiv.org/abs/1211.5063",
)
CHUNG = Source("Chung et al. 2014, Empirical evaluation of gated networks", "https://arxiv.org/abs/1412.3555")
SCHUSTER = Source(
    "Schuster & Paliwal 1997, Bidirectional recurrent neural networks", "https://doi.org/10.1109/78.650093"
)
SUTSKEVER = Source(
    "Sutskever, Vinyals & Le 2014, Sequence to sequence learning", "https://arxiv.org/abs/1409.3215"
)
SRIVASTAVA = Source("Srivastava et al. 2014, Dropout", "https://jmlr.org/papers/v15/srivastava14a.html")
GAL = Source("Gal & Ghahramani 2016, Dropout in recurrent networks", "https://arxiv.org/abs/1512.05287")
ZHANG = Source("Zhang et al. 2017, Understanding deep learning", "https://arxiv.org/abs/1611.03530")
VASWANI = Source("Vaswani et al. 2017, Attention is all you need", "https://arxiv.org/abs/1706.03762")
ARJOVSKY = Source(
    "Arjovsky, Shah & Bengio 2016, Unitary evolution recurrent networks", "https://arxiv.org/abs/1511.06464"
)


def _opened(cell: str) -> Trained:
    """A gate of the networks that come with the product."""
    return Trained(partial(gate, cell=cell), partial(opened_told, cell=cell), partial(address, cell))


STEPS = {
    step.name: step
    for step in (
        Step("sequence", memory.sequence, formulas.SEQUENCE, papers("rnn")),
        Step("recurrence", memory.recurrence, formulas.RECURRENCE, papers("rnn"), by_hand=("keep", "rnn")),
        Step("unrolling", memory.unrolling, formulas.UNROLLING, (WERBOS,)),
        Step(
            "vanishing",
            memory.vanishing,
            formulas.VANISHING,
            (BENGIO, PASCANU),
            by_hand=("survive", "rnn"),
        ),
        Step(
            "lstm",
            memory.lstm,
            formulas.LSTM,
            papers("lstm"),
            _opened("lstm"),
            ("forget", "lstm"),
        ),
        Step(
            "gru", memory.gru, formulas.GRU, papers("gru", "mgu"), _opened("gru"), by_hand=("toggle", "gru")
        ),
        Step("which", use.which, formulas.WHICH, (CHUNG,)),
        Step(
            "stacked",
            use.stacked,
            formulas.STACKED,
            (SCHUSTER,),
            Trained(trained.layers, layers_told),
        ),
        Step("shapes", use.shapes, formulas.SHAPES, (SUTSKEVER,)),
        Step(
            "regularisation",
            use.regularisation,
            formulas.REGULARISATION,
            (SRIVASTAVA, GAL),
            Trained(trained.dropout, dropout_told),
        ),
        Step("noise", use.noise, formulas.NOISE, (ZHANG,)),
        Step("limits", use.limits, formulas.LIMITS, (VASWANI, ARJOVSKY)),
    )
}
