"""Write on with a trained network, one after the other: by its cell's own equations, in numpy."""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from core.arrays import Bools, Floats, Ints
from core.cells import Cell
from core.cells.steps import Array, Functions, Steps, Weights, numpy_functions, steps_of
from core.tasks.generate.forms import Within
from core.text.vocabulary import UNKNOWN

States = list[dict[str, Array]]  # of each layer, by name, (units,)


@dataclass(frozen=True)
class Choice:
    """How the next character is drawn from the probabilities of all."""

    temperature: float = 1.0  # 0: always the likeliest
    top_k: int = 0  # only so many of the likeliest; 0: all
    top_p: float = 1.0  # only the likeliest that together have this probability


@dataclass(frozen=True, eq=False)
class Writer:
    """A network taken apart, so that one step costs no more than its sums."""

    embedding: Floats
    layers: tuple[tuple[Steps, Weights, Functions], ...]
    kernel: Floats
    bias: Floats

    def rest(self, *texts: int) -> States:
        """States before anything was read, of one text or of so many side by side."""
        shape = (*texts, self.layers[0][1].recurrent.shape[0])
        return [{name: np.zeros(shape) for name in steps.STATES} for steps, _, _ in self.layers]

    def read(self, number: int, states: States) -> tuple[Floats, States]:
        """One character further: logits of the next one, and the states that belong to them."""
        values, after = self.step(number, states)
        return self.logits(values), after

    def logits(self, values: Floats) -> Floats:
        """From the last layer's hidden state."""
        return values @ self.kernel + self.bias

    def step(self, number: int | Ints, states: States) -> tuple[Floats, States]:
        """The last layer's hidden state one character further, and the states of all."""
        values, after = self.embedding[number], []
        for (steps, weights, functions), state in zip(self.layers, states, strict=True):
            now = steps.step(values, state, weights, functions)
            after.append({name: now[name] for name in steps.STATES})
            values = now["h"]
        return values, after


def writer_of(network: keras.Model, cell: Cell) -> Writer:
    """Take a network of `core.tasks.generate.network` apart."""
    layers: list[Any] = [one for one in network.layers if isinstance(one, keras.layers.RNN)]
    embedding, dense = _double(network.get_layer("embedding").embeddings), network.get_layer("answer")
    kernel, bias = _double(dense.kernel), _double(dense.bias)
    if any(one.name == "tied" for one in network.layers):
        kernel, bias = kernel @ embedding[UNKNOWN:].T, bias @ embedding[UNKNOWN:].T
    return Writer(
        embedding,
        tuple(
            (
                steps_of(cell),
                Weights(*map(_double, (one.cell.kernel, one.cell.recurrent_kernel, one.cell.bias))),
                numpy_functions(one.cell.activation.__name__),
            )
            for one in layers
        ),
        kernel,
        bias,
    )


def probabilities(logits: Floats, choice: Choice, allowed: Bools | None = None) -> Floats:
    """Of every known character, at a temperature, cut to the likeliest; the unknown one is never written.

    Args:
        allowed: Which characters may come next; all by default.
    """
    logits = logits.copy()
    logits[0] = -np.inf
    if allowed is not None:
        logits[~allowed] = -np.inf
    if choice.temperature == 0:
        told = np.zeros(len(logits))
        told[int(logits.argmax())] = 1.0
        return told
    told = np.exp((logits - logits.max()) / choice.temperature)
    told /= told.sum()
    order = np.argsort(-told, kind="stable")
    keep = min(choice.top_k or len(told), len(told))
    if choice.top_p < 1:
        keep = min(keep, 1 + int(np.searchsorted(np.cumsum(told[order]), choice.top_p)))
    told[order[keep:]] = 0.0
    return told / told.sum()


def draw(told: Floats, seed: int, place: int) -> int:
    """A character's number, drawn anew for each place, so that a text is the same in pieces and at once."""
    share = np.random.default_rng([seed, place]).random()
    found = min(int(np.searchsorted(np.cumsum(told), share, side="right")), int(np.flatnonzero(told)[-1]))
    return found + UNKNOWN


def write(
    writer: Writer, logits: Floats, states: States, *, letters: int, choice: Choice, seed: int, place: int,
    within: Within | None = None,
) -> tuple[list[int], Floats, States]:  # fmt: skip
    """Write so many characters on.

    Args:
        logits: Of the first one, from what was read last.
        place: How many were written before.
        within: A form to keep to, and where in it the text stands.

    Returns:
        Their numbers, and the logits and states after the last one.
    """
    written: list[int] = []
    while len(written) < letters:
        allowed = within.allowed() if within else None
        number = draw(probabilities(logits, choice, allowed), seed, place + len(written))
        written.append(number)
        within = within.after(number) if within else None
        logits, states = writer.read(number, states)
    return written, logits, states


def search(
    writer: Writer, logits: Floats, states: States, *, letters: int, beam: int, within: Within | None = None
) -> tuple[list[int], Floats, States]:
    """The likeliest so many characters that a search along some texts at once finds.

    Args:
        beam: So many beginnings are kept, the likeliest ones.

    Returns:
        As `write`.
    """
    kept = [_Beginning(0.0, [], logits, states, within)]
    for _ in range(letters):
        found = [one for beginning in kept for one in _likeliest(beginning, beam)]
        found.sort(key=lambda one: -one[0])
        kept = [_one_further(writer, *one) for one in found[:beam]]
    return kept[0].numbers, kept[0].logits, kept[0].states


@dataclass(frozen=True, eq=False)
class _Beginning:
    """A text that a search has come to."""

    score: float  # nats
    numbers: list[int]
    logits: Floats
    states: States
    within: Within | None


def _likeliest(one: _Beginning, most: int) -> list[tuple[float, int, _Beginning]]:
    told = probabilities(one.logits, Choice(), one.within.allowed() if one.within else None)
    order = np.argsort(-told, kind="stable")[:most]
    return [
        (one.score + float(np.log(told[place])), int(place) + UNKNOWN, one) for place in order if told[place]
    ]


def _one_further(writer: Writer, score: float, number: int, one: _Beginning) -> _Beginning:
    logits, states = writer.read(number, one.states)
    within = one.within.after(number) if one.within else None
    return _Beginning(score, [*one.numbers, number], logits, states, within)


def _double(values: Any) -> Floats:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)
