"""Write on with a trained network, character by character: by its cell's own equations, in numpy."""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.cells import Cell
from core.cells.steps import Array, Functions, Steps, Weights, numpy_functions, steps_of
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

    def rest(self) -> States:
        """States before anything was read."""
        units = self.layers[0][1].recurrent.shape[0]
        return [{name: np.zeros(units) for name in steps.STATES} for steps, _, _ in self.layers]

    def read(self, number: int, states: States) -> tuple[Floats, States]:
        """One character further: logits of the next one, and the states that belong to them."""
        values, after = self.embedding[number], []
        for (steps, weights, functions), state in zip(self.layers, states, strict=True):
            now = steps.step(values, state, weights, functions)
            after.append({name: now[name] for name in steps.STATES})
            values = now["h"]
        return values @ self.kernel + self.bias, after


def writer_of(network: keras.Model, cell: Cell) -> Writer:
    """Take a network of `core.tasks.generate.network` apart."""
    layers: list[Any] = [one for one in network.layers if isinstance(one, keras.layers.RNN)]
    dense = network.layers[-1]
    return Writer(
        _double(network.get_layer("embedding").embeddings),
        tuple(
            (
                steps_of(cell),
                Weights(*map(_double, (one.cell.kernel, one.cell.recurrent_kernel, one.cell.bias))),
                numpy_functions(one.cell.activation.__name__),
            )
            for one in layers
        ),
        _double(dense.kernel),
        _double(dense.bias),
    )


def probabilities(logits: Floats, choice: Choice) -> Floats:
    """Of every known character, at a temperature, cut to the likeliest; the unknown one is never written."""
    logits = logits.copy()
    logits[0] = -np.inf
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
    writer: Writer, logits: Floats, states: States, *, letters: int, choice: Choice, seed: int, place: int
) -> tuple[list[int], Floats, States]:
    """Write so many characters on.

    Args:
        logits: Of the first one, from what was read last.
        place: How many were written before.

    Returns:
        Their numbers, and the logits and states after the last one.
    """
    written: list[int] = []
    while len(written) < letters:
        number = draw(probabilities(logits, choice), seed, place + len(written))
        written.append(number)
        logits, states = writer.read(number, states)
    return written, logits, states


def _double(values: Any) -> Floats:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)
