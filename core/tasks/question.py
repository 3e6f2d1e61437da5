"""What travels between engine and quick worker: plain data, no Keras."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from core.arrays import Floats
from core.specs import ExperimentSpec


@dataclass(frozen=True)
class TrainedNetwork:
    """One trained network as a question needs it; its weights travel only when they are not known yet."""

    run: str
    cell: str
    seed: int
    units: int
    temperature: float = 1.0
    kernel: str | None = None  # that it was trained with
    weights: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class KeptBag:
    """The bag of words that cells are averaged with; it too travels only when it is not known yet."""

    run: str  # of the baselines
    name: str
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class KeptShapes:
    """What the simple method to be used is fitted on; it travels only when it is not known yet."""

    run: str  # of the baselines
    name: str
    body: bytes | None = field(default=None, repr=False)


class Source(ABC):
    """What the engine knows of what an experiment was trained on, and how to read its networks' outputs."""

    facts: Mapping[str, Any] = MappingProxyType({})  # for the answer: how to read scaled numbers

    @property
    @abstractmethod
    def count(self) -> int:
        """Numbers the networks answer with."""

    @property
    @abstractmethod
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""

    @abstractmethod
    def scale(self, output: int) -> tuple[float, float]:
        """By what an output is multiplied, and what is added then."""

    @abstractmethod
    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """What one example's outputs say, (outputs,)."""


@dataclass(frozen=True)
class Question:
    """What is asked of some networks of one experiment."""

    kind: str  # score | explain | trace | step | gradients | attribution
    spec: ExperimentSpec
    source: Source
    typical: tuple[TrainedNetwork, ...]  # one for each cell: of the seed with the median validation loss
    asked: dict[str, Any] = field(default_factory=dict)  # texts; or an origin, and what is wanted of it
    together: tuple[TrainedNetwork, ...] = ()  # of texts: all, for a cell's answer is its seeds' mean
    heats: dict[str, float] = field(default_factory=dict)  # temperature of that mean, by cell
    bag: KeptBag | None = None
    simple: KeptShapes | None = None  # of series, where a simple method is to be used
    sent: str = ""  # the method that is to be used

    @property
    def networks(self) -> dict[str, TrainedNetwork]:
        """Every network that the question needs, by its run."""
        return {kept.run: kept for kept in (*self.typical, *self.together)}

    def light(self) -> "Question":
        """The same without weights, for a worker that may know them."""
        bare = [tuple(replace(one, weights=None) for one in of) for of in (self.typical, self.together)]
        bag = replace(self.bag, body=None) if self.bag else None
        simple = replace(self.simple, body=None) if self.simple else None
        return replace(self, typical=bare[0], together=bare[1], bag=bag, simple=simple)


OpenQuestion: TypeAlias = tuple[
    Question, Callable[[Question], Question]
]  # without what is asked, and how to add that
