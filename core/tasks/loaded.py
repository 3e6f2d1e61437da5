"""Networks that stay loaded between quick questions, and what a task says of them."""

import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import keras

from core.arrays import Floats
from core.cells import Cell
from core.inside.attribution import FINEST, integrated_gradients, logits, occlusion
from core.inside.gradients import Losses
from core.inside.walk import NUMPY, Space, Walk, walk
from core.specs import ExperimentSpec, ModelSpec
from core.tasks import TASKS
from core.tasks.kept_methods import missing_methods
from core.tasks.question import Question, Source, TrainedNetwork
from core.text.tokens import Token

MOST_NETWORKS = 8  # kept built; of weights as many too, and more as long as they are small
MOST_WEIGHTS = 400 << 20  # bytes
_networks: OrderedDict[tuple[Any, ...], keras.Model] = OrderedDict()  # by shape
_weights: OrderedDict[str, list[Any]] = OrderedDict()  # by run


class Together(Protocol):
    """What all networks of a cell answer together."""

    seeds: list[int]  # whose networks are averaged
    mean: Floats  # (examples, outputs)

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""


class Inside(Protocol):
    """The module that `Task.inside` names."""

    ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]]  # to kinds of questions of its own

    def fresh(
        self,
        kept: TrainedNetwork,
        spec: ExperimentSpec,
        source: Any,
        model: ModelSpec,
        *,
        begin: bool = False,
    ) -> keras.Model:
        """A compiled network with the first weights of its seed.

        Args:
            model: As in the spec, or with another beginning.
            begin: Let an embedding begin as it did; only where its numbers are asked for.
        """

    def example_of(self, question: Question, spec: ExperimentSpec) -> "Example":
        """What a question is about, as a network reads it."""

    def predictions_together(
        self, question: Question, spec: ExperimentSpec, inputs: Any
    ) -> Mapping[str, Together]:
        """What all networks of each cell answer; empty where each is asked alone."""

    def warm_up(self) -> None:
        """Load what answers need."""

    def warm_up_sample(self, cell: str) -> None:
        """Trace what questions about a network that was trained on the preselected sample need."""


def missing_weights(question: Question) -> list[str]:
    """The runs whose weights have to be sent along."""
    missing = [run for run, r in question.networks.items() if r.weights is None and run not in _weights]
    return missing + missing_methods(question)


def trained(question: Question, spec: ExperimentSpec, kept: TrainedNetwork) -> keras.Model:
    """A network with the weights of a run. Stock layers: they need no compilation for a new length."""
    network = of_shape(kept, spec, question.source)
    put_weights(network, kept)
    return network


def put_weights(network: keras.Model, kept: TrainedNetwork) -> None:
    """Put the weights of a run into a network of its shape."""
    if kept.run not in _weights:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.weights.h5"
            path.write_bytes(kept.weights or b"")
            network.load_weights(path)
        _weights[kept.run] = network.get_weights()
        while len(_weights) > MOST_NETWORKS and _bytes() > MOST_WEIGHTS:
            _weights.popitem(last=False)
    _weights.move_to_end(kept.run)
    network.set_weights(_weights[kept.run])


def _bytes() -> int:
    return sum(array.nbytes for arrays in _weights.values() for array in arrays)


def of_shape(kept: TrainedNetwork, spec: ExperimentSpec, source: Source) -> keras.Model:
    """Built once for each shape: what was traced for one run serves the next."""
    shape = (kept.cell, kept.units, spec.model, spec.task, source.sizes)
    if shape not in _networks:
        _networks[shape] = inside_of(spec).fresh(kept, spec, source, spec.model)
        while len(_networks) > MOST_NETWORKS:
            _networks.popitem(last=False)
    _networks.move_to_end(shape)
    return _networks[shape]


def inside_of(spec: ExperimentSpec) -> Inside:
    """What a task says of its networks' insides; only those that can be asked about come here."""
    module = TASKS[spec.task.kind].inside
    assert module is not None
    return cast(Inside, import_module(module))


@dataclass(frozen=True)
class Example:
    """What a question is about, as a network reads it."""

    inputs: Any  # (1, time) numbers of words, or (1, time, columns)
    truth: Floats | None  # (1, outputs): what it should be answered, where that is known
    words: list[Token]  # that are read; none of a series
    known: list[bool]  # whether the vocabulary holds them
    count: int  # words or steps, also those that are not read
    sides: tuple[list[str], list[str]] | None = None  # words read and words told, where there are both

    @property
    def length(self) -> int:
        """Steps that are looked at."""
        return int(self.inputs.shape[1])

    def walk(self, network: keras.Model, cell: Cell, space: Space = NUMPY) -> Walk:
        """A network's way through it; its answer is (1, outputs)."""
        return walk(network, self.inputs, cell, space)

    def told(self, network: keras.Model) -> Floats:
        """What a network answers, (1, outputs)."""
        return logits(network, self.inputs)

    def losses(self, network: keras.Model, truth: Floats) -> Losses:
        """The loss of a network's answer."""
        return lambda answer: network.loss(truth, answer)

    def contributions(self, network: keras.Model, cell: Cell, output: int) -> tuple[Floats, float]:
        """See `core.inside.attribution.integrated_gradients`."""
        return integrated_gradients(network, self.inputs[0], output, finest=FINEST)

    def taken_away(self, network: keras.Model, output: int) -> Floats:
        """See `core.inside.attribution.occlusion`."""
        return occlusion(network, self.inputs[0], output)


def with_start(spec: ExperimentSpec, asked: dict[str, Any]) -> ModelSpec:
    """The model with the beginning that a question asks about."""
    chosen = {name: asked[name] for name in ("forget_bias", "recurrent_initializer") if name in asked}
    return replace(spec.model, **chosen)
