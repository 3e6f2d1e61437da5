"""What travels between engine and quick worker: plain data, no Keras."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from core.arrays import Floats
from core.tasks.job import load


@dataclass(frozen=True)
class Reader:
    """One trained network as a question needs it; its weights travel only when they are not known yet."""

    run: str
    cell: str
    seed: int
    units: int
    temperature: float = 1.0
    weights: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class KeptBag:
    """The bag of words that cells are averaged with; it too travels only when it is not known yet."""

    run: str  # of the simple methods
    name: str
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Texts:
    """What the engine knows of the texts that an experiment was trained on."""

    classes: tuple[str, ...]
    languages: tuple[str, ...]  # of the training texts
    words: tuple[str, ...]  # of the vocabulary
    ratios: Floats | None = None  # class ratios that the embedding began with, (words, classes)
    pairs: Floats | None = None  # and those of pairs, where networks read them, (places, classes)
    vectors: bytes | None = field(default=None, repr=False)  # that it began with


@dataclass(frozen=True, eq=False)
class Series:
    """The same of the series of a forecasting experiment, and the window that is asked about."""

    columns: int  # numbers per step
    outputs: int  # numbers the networks answer with
    gapless: bool = True  # every value was measured; otherwise the loss leaves out what was not
    lookback: int = 1  # steps of a window: rows, or days
    window: Floats | None = None  # (lookback, columns), scaled
    truth: Floats | None = None  # (outputs,), scaled; NaN where nothing was measured
    facts: dict[str, Any] = field(default_factory=dict)  # for the answer: how to read the scaled numbers


@dataclass(frozen=True)
class Question:
    """What is asked of some networks of one experiment."""

    kind: str  # score | explain | trace | step | gradients | attribution
    spec: str  # ExperimentSpec as JSON
    source: Texts | Series
    readers: tuple[Reader, ...]  # one for each cell: the network of the seed with the median validation loss
    asked: dict[str, Any] = field(default_factory=dict)  # texts; or an origin, and what is wanted of it
    together: tuple[Reader, ...] = ()  # of texts: all networks, for a cell's answer is the mean of its seeds'
    heats: dict[str, float] = field(default_factory=dict)  # temperature of that mean, by cell
    bag: KeptBag | None = None
    sent: str = ""  # the method that texts are to be scored with

    @property
    def networks(self) -> dict[str, Reader]:
        """Every network that the question needs, by its run."""
        return {reader.run: reader for reader in (*self.readers, *self.together)}

    def light(self) -> "Question":
        """The same without weights, for a worker that may know them."""
        bare = [tuple(replace(one, weights=None) for one in of) for of in (self.readers, self.together)]
        bag = replace(self.bag, body=None) if self.bag else None
        return replace(self, readers=bare[0], together=bare[1], bag=bag)


Known: TypeAlias = tuple[
    Question, Callable[[Question], Question]
]  # without what is asked, and how to add that


def answer(question: Question) -> dict[str, Any]:
    """Answer a question. Runs on a worker; only there is Keras imported."""
    told: dict[str, Any] = load("core.engine.quick").answer(question)
    return told


def warm_up() -> None:
    """Get ready for the first question."""
    load("core.engine.quick").warm_up()


def warm_up_sample(cell: str) -> None:
    """Get ready for questions about a network that was trained on the embedded texts."""
    load("core.engine.quick").warm_up_sample(cell)
