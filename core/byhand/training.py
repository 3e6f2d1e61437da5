"""A network of a few units that is trained in a second, in numpy: one recurrent layer and a yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from core.arrays import Bools, Floats
from core.byhand.passes import Course, Passes
from core.byhand.puzzles import Puzzle
from core.cells import CELLS, Cell
from core.cells.steps import Weights, steps_of

BATCH, TESTED, LOOKS = 32, 200, 20  # sequences of an update and of the test; how often the test is looked at
MOMENTS, TINY = (0.9, 0.999), 1e-7  # of Adam, as Keras has them
MOST_NORM = 1.0  # that a gradient is cut to
SURE = 1e-7  # from 0 and 1, so that a wrong answer's loss is finite
SMALL = [name for name, cell in CELLS.items() if cell.fast]  # whose steps can be read and derived


@dataclass(frozen=True)
class Asked:
    """What is to be trained."""

    puzzle: Puzzle
    steps: int = 12
    units: int = 8
    rate: float = 0.03  # learning rate of Adam
    updates: int = 200
    clipped: bool = True
    seed: int = 1
    forget_bias: bool = True  # whether forget gates begin open
    dropout: float = 0.0  # share of the last state that is silenced before the answer, in training
    examples: int = 0  # sequences that are learnt from again and again; 0: new ones for every update


@dataclass(frozen=True)
class SmallNetwork:
    """A layer's weights, and how the answer is read from its last state."""

    layer: Weights
    read: Floats  # (units,)
    bias: Floats  # (1,)

    @property
    def numbers(self) -> tuple[Floats, ...]:
        """All that is trained."""
        return (*self.layer, self.read, self.bias)

    def moved(self, by: tuple[Floats, ...]) -> "SmallNetwork":
        """The same network with its numbers changed."""
        *layer, read, bias = (value + step for value, step in zip(self.numbers, by, strict=True))
        return SmallNetwork(Weights(*layer), read, bias)

    def answers(self, states: Floats) -> Floats:
        """Probability of a yes, from hidden states (..., units)."""
        return np.asarray(expit(states @ self.read + self.bias))


@dataclass(frozen=True)
class Look:
    """How far training is."""

    update: int
    loss: float  # cross-entropy on sequences that are not trained on
    right: float  # share of them


@dataclass(frozen=True)
class Trained:
    """What came of it."""

    network: SmallNetwork
    looks: tuple[Look, ...]
    inputs: Floats  # of some test sequences, (count, steps, 1)
    truth: Bools  # (count,)
    answers: Floats  # after each of their steps, (steps, count)
    states: Floats  # (steps, count, units)
    learnt: float | None = None  # share of the sequences learnt from that are right; None where all were new


def first_network(cell: Cell, units: int, seed: int, *, forget_bias: bool = True) -> SmallNetwork:
    """Begin as Keras does: Glorot's uniform, orthogonal recurrent weights, forget gates open or not."""
    random = np.random.default_rng(seed)
    inputs, recurrent, bias = cell.shapes(1, units)
    limit = np.sqrt(6 / sum(inputs))
    kernel = random.uniform(-limit, limit, inputs)
    turned = np.linalg.qr(random.normal(size=recurrent[::-1]))[0].T  # its rows are of length 1, and square
    first = np.zeros(bias)
    if cell.forgets and forget_bias:
        place = list(steps_of(cell).BLOCKS).index("f") * units
        first[place : place + units] = 1.0
    limit = np.sqrt(6 / (units + 1))
    return SmallNetwork(Weights(kernel, turned, first), random.uniform(-limit, limit, units), np.zeros(1))


def train(cell: str, asked: Asked) -> Trained:
    """Train on sequences that are made anew for every update, or on a few, and look at others.

    Raises:
        NotCovered: The cell is none of `SMALL`.
    """
    passes = Passes(CELLS[cell])
    network = first_network(CELLS[cell], asked.units, asked.seed, forget_bias=asked.forget_bias)
    random, tests, silencing = (np.random.default_rng((asked.seed, part)) for part in (1, 2, 3))
    inputs, truth = asked.puzzle.made(TESTED, asked.steps, tests)
    looks = [_look(0, network, passes, inputs, truth)]
    every = max(1, asked.updates // LOOKS)
    moments = _Adam.begin(network)
    few = asked.puzzle.made(asked.examples, asked.steps, random) if asked.examples else None
    for update in range(1, asked.updates + 1):
        batch = asked.puzzle.made(BATCH, asked.steps, random) if few is None else _some(few, random)
        kept = _kept((BATCH, asked.units), asked.dropout, silencing)
        gradients = _gradients(network, passes, *batch, kept)
        moments = moments.after(clipped(gradients) if asked.clipped else gradients)
        network = network.moved(tuple(-asked.rate * step for step in moments.steps()))
        if update % every == 0 or update == asked.updates:
            looks.append(_look(update, network, passes, inputs, truth))
    shown = list(_examples(truth))
    states = passes.forwards(inputs[shown], network.layer).states
    learnt = None if few is None else _look(0, network, passes, *few).right
    return Trained(
        network, tuple(looks), inputs[shown], truth[shown], network.answers(states), states, learnt
    )


def _some(few: tuple[Floats, Bools], random: np.random.Generator) -> tuple[Floats, Bools]:
    """A batch of those that there are, drawn anew."""
    inputs, truth = few
    rows = random.integers(len(truth), size=BATCH)
    return inputs[rows], truth[rows]


def _kept(shape: tuple[int, int], dropout: float, random: np.random.Generator) -> Floats:
    """What the last states are multiplied by: 0, or as much more as keeps their mean (inverted dropout)."""
    if not dropout:
        return np.ones(shape)
    return (random.random(shape) >= dropout) / (1 - dropout)


def _examples(truth: Bools, each: int = 4) -> Iterator[int]:
    """The first sequences of either answer, in turns."""
    sides = [np.flatnonzero(truth == side)[:each] for side in (True, False)]
    for pair in zip(*sides, strict=False):
        yield from map(int, pair)


def _look(update: int, network: SmallNetwork, passes: Passes, inputs: Floats, truth: Bools) -> Look:
    told = network.answers(passes.forwards(inputs, network.layer).states[-1])
    return Look(update, cross_entropy(told, truth), float(((told > 0.5) == truth).mean()))


def cross_entropy(told: Floats, truth: Bools) -> float:
    """Mean of minus the logarithm of the probability that was given to what is true."""
    given = np.where(truth, told, 1 - told).clip(SURE, 1)
    return float(-np.log(given).mean())


def _gradients(
    network: SmallNetwork, passes: Passes, inputs: Floats, truth: Bools, kept: Floats
) -> tuple[Floats, ...]:
    """Of the mean cross-entropy at every number of the network.

    Args:
        kept: What the last states are multiplied by, (batch, units).
    """
    course: Course = passes.forwards(inputs, network.layer)
    last = course.states[-1] * kept
    at_logits = (network.answers(last) - truth) / len(truth)  # (batch,)
    change = np.zeros_like(course.states)
    change[-1] = np.outer(at_logits, network.read) * kept
    layer = passes.backwards(inputs, network.layer, course, change)
    return (*layer, at_logits @ last, at_logits.sum(keepdims=True))


def clipped(gradients: tuple[Floats, ...]) -> tuple[Floats, ...]:
    """Gradients that are together no longer than `MOST_NORM`, in the same direction."""
    norm = float(np.sqrt(sum(float((one**2).sum()) for one in gradients)))
    share = min(1.0, MOST_NORM / norm) if norm > 0 else 1.0
    return tuple(one * share for one in gradients)


@dataclass(frozen=True)
class _Adam:
    """Running means of gradients and of their squares (Kingma & Ba 2015)."""

    means: tuple[Floats, ...]
    squares: tuple[Floats, ...]
    count: int = 0

    @classmethod
    def begin(cls, network: SmallNetwork) -> "_Adam":
        nothing = tuple(np.zeros_like(one) for one in network.numbers)
        return cls(nothing, nothing)

    def after(self, gradients: tuple[Floats, ...]) -> "_Adam":
        one, two = MOMENTS
        means = tuple(one * m + (1 - one) * g for m, g in zip(self.means, gradients, strict=True))
        squares = tuple(two * s + (1 - two) * g * g for s, g in zip(self.squares, gradients, strict=True))
        return replace(self, means=means, squares=squares, count=self.count + 1)

    def steps(self) -> tuple[Floats, ...]:
        one, two = (1 - moment**self.count for moment in MOMENTS)
        size = np.sqrt(two) / one
        return tuple(size * m / (np.sqrt(s) + TINY) for m, s in zip(self.means, self.squares, strict=True))
