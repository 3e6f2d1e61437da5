"""Small questions about a sequence of numbers, each answered by yes or no at its end."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats

NOISE = 0.3  # standard deviation of what does not matter
PULSES = 0.3  # share of steps with a pulse


@dataclass(frozen=True)
class Puzzle:
    """One question."""

    name: str  # its words are in the locales
    ask: Callable[[Floats, np.random.Generator], Bools]  # fills sequences (count, steps); answers (count,)

    def made(self, count: int, steps: int, random: np.random.Generator) -> tuple[Floats, Bools]:
        """New sequences.

        Args:
            count: How many.
            steps: Of each; at least 2.

        Returns:
            Inputs (count, steps, 1), and answers (count,).
        """
        inputs = random.normal(0.0, NOISE, (count, steps))
        answers = self.ask(inputs, random)
        return inputs[..., None], answers


def _first(inputs: Floats, random: np.random.Generator) -> Bools:
    """Was the first number high? It is 1 or -1, with nothing but noise after it."""
    inputs[:, 0] = random.choice([-1.0, 1.0], len(inputs))
    return np.asarray(inputs[:, 0] > 0)


def _order(inputs: Floats, random: np.random.Generator) -> Bools:
    """Did the 1 come before the -1? Both stand somewhere, in noise."""
    places = random.permuted(np.tile(np.arange(inputs.shape[1]), (len(inputs), 1)), axis=1)[:, :2]
    rows = np.arange(len(inputs))
    inputs[rows, places[:, 0]], inputs[rows, places[:, 1]] = 1.0, -1.0
    return np.asarray(places[:, 0] < places[:, 1])


def _more(inputs: Floats, random: np.random.Generator) -> Bools:
    """Were there more 1 than -1? One of both at each step; at a draw the last one decides."""
    inputs[:] = random.choice([-1.0, 1.0], inputs.shape)
    total = inputs.sum(axis=1)
    return np.asarray(np.where(total == 0, inputs[:, -1], total) > 0)


def _odd(inputs: Floats, random: np.random.Generator) -> Bools:
    """Was the number of pulses odd? Each turns the answer over, as a light switch."""
    inputs[:] = random.random(inputs.shape) < PULSES
    return np.asarray(inputs.sum(axis=1) % 2 == 1)


PUZZLES = {
    puzzle.name: puzzle
    for puzzle in (
        Puzzle("first", _first),
        Puzzle("order", _order),
        Puzzle("more", _more),
        Puzzle("odd", _odd),
    )
}
