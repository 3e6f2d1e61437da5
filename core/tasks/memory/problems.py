"""Made-up problems that only a memory solves: examples drawn from a seed, and what chance scores on them.

Adding: Hochreiter & Schmidhuber 1997, as drawn by Arjovsky, Shah & Bengio 2016 (one mark in each half). Copy
memory: the same papers, as in the second, with fewer symbols to keep, and scored only where they are asked
for. Parity: whether the bits so far are odd in number, asked at every step. Sine: one of a long period is
seen for a quarter of the steps and has to be continued in the dark.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.frame import Dataset, canonical
from core.data.windows import Windows
from core.tasks.memory.spec import MemorySpec

COPIED = 5  # symbols to keep
SYMBOLS = 8  # that there are; beside them a blank, and the sign to begin
PERIODS = 2  # of the sine in a sequence
SEEN = 4  # the sine is seen for one part of so many
LOOK = 2560  # sequences after which a network is judged
JUDGED = 1000  # examples that are never trained on: so many choose the look, so many others are the test
SEEDS_APART = 1_000_000  # between the blocks of one run, and above the runs' own
BLOCKS = {"train": 0, "validation": 1, "test": 2, "shown": 3}

Drawn = tuple[Any, Any]  # inputs (examples, steps, columns); numbers or classes (examples, answers)


@dataclass(frozen=True)
class Problem:
    """One made-up problem."""

    name: str
    columns: int  # numbers per step
    classes: int  # among which to tell one; 0: a number is told
    draw: Callable[[int, int, np.random.Generator], Drawn]  # from length and count
    answers: Callable[[int], int]  # last steps at which an answer is asked for, from the length
    chance: float  # exact loss of the best answer that ignores the input
    solved: float  # a loss below this counts as solved
    mean: float = 0.0  # of the numbers to tell

    @property
    def outputs(self) -> int:
        """Numbers that a network tells at each step."""
        return self.classes or 1

    @property
    def luck(self) -> float | None:
        """Exact accuracy of a guess; None where a number is told."""
        return 1 / self.classes if self.classes else None


@dataclass(frozen=True, eq=False)
class Examples:
    """Sequences with their answers."""

    x: Windows  # of (steps, columns)
    y: Floats  # (examples, answers x outputs): numbers, or one of the classes as 1 among 0

    def __len__(self) -> int:
        return len(self.x)


def adding(length: int, count: int, random: np.random.Generator) -> Drawn:
    """Numbers from 0 to 1 and two marks, one in each half; asked for: the sum of the marked numbers."""
    values, marks = random.random((count, length)), np.zeros((count, length))
    each, middle = np.arange(count), length // 2
    first, second = random.integers(0, middle, count), random.integers(middle, length, count)
    marks[each, first] = marks[each, second] = 1.0
    return np.stack([values, marks], axis=2), (values * marks).sum(axis=1, keepdims=True)


def copy(length: int, count: int, random: np.random.Generator) -> Drawn:
    """Symbols, blanks, the sign to begin; asked for: the symbols, in their order, at the last steps."""
    kept = random.integers(0, SYMBOLS, (count, COPIED))
    shown = np.full((count, length), SYMBOLS)
    shown[:, :COPIED] = kept
    shown[:, length - COPIED - 1] = SYMBOLS + 1
    return np.eye(SYMBOLS + 2, dtype=np.float32)[shown], kept


def parity(length: int, count: int, random: np.random.Generator) -> Drawn:
    """Bits, as -1 and 1; asked for at every step: whether the ones so far are odd in number."""
    bits = random.integers(0, 2, (count, length))
    return (2.0 * bits - 1.0)[:, :, None], np.cumsum(bits, axis=1) % 2


def sine(length: int, count: int, random: np.random.Generator) -> Drawn:
    """A sine of random phase, then silence; asked for at every silent step: how it goes on."""
    phase = random.random((count, 1))
    waves = np.sin(2 * np.pi * (phase + PERIODS * np.arange(length) / length))
    seen = np.where(np.arange(length) < length // SEEN, waves, 0.0)
    return seen[:, :, None], waves[:, length // SEEN :]


PROBLEMS = {
    problem.name: problem
    for problem in (
        # Chance: the variance of two uniform numbers' sum; of a sine; the logarithm of the classes.
        Problem("adding", 2, 0, adding, lambda length: 1, 1 / 6, 0.02, mean=1.0),
        Problem("copy", SYMBOLS + 2, SYMBOLS, copy, lambda length: COPIED, math.log(SYMBOLS), 0.2),
        Problem("parity", 1, 2, parity, lambda length: length, math.log(2), 0.07),
        Problem("sine", 1, 0, sine, lambda length: length - length // SEEN, 0.5, 0.05),
    )
}


def examples(task: MemorySpec, block: str, seed: int = 0) -> Examples:
    """Draw a block of examples: "train" and "validation" belong to a run's seed, "test" is one for all.

    Returns:
        `task.examples` to train on, `JUDGED` to validate and to test on, one to show.
    """
    count = {"train": task.examples, "shown": 1}.get(block, JUDGED)
    own = seed if block in ("train", "validation") else 0
    problem = PROBLEMS[task.problem]
    x, y = problem.draw(task.length, count, np.random.default_rng(SEEDS_APART * BLOCKS[block] + own))
    if problem.classes:
        y = np.eye(problem.classes, dtype=np.float32)[y].reshape(count, -1)
    return Examples(Windows.of(x), y)


def updates(task: MemorySpec, batch: int) -> int:
    """Weight updates between two looks at the validation loss."""
    return min(LOOK, task.examples) // batch


def scores(problem: Problem, y: Floats, predictions: Floats) -> tuple[float, float | None]:
    """The loss, and where classes are told the accuracy, over all answers.

    Args:
        y: Answers as in `Examples`.
        predictions: The network's, same shape; of classes their logits.
    """
    if not problem.classes:
        return float(np.mean((predictions - y) ** 2)), None
    logits, truth = (values.reshape(-1, problem.classes) for values in (predictions, y))
    highest = logits.max(axis=1, keepdims=True)
    totals = highest[:, 0] + np.log(np.exp(logits - highest).sum(axis=1))
    losses = totals - (logits * truth).sum(axis=1)
    return float(losses.mean()), float(np.mean(logits.argmax(axis=1) == truth.argmax(axis=1)))


def guess(problem: Problem, y: Floats) -> Floats:
    """The best answers that ignore the input: the mean, known exactly, or all classes alike."""
    return np.full(y.shape, problem.mean)


def shown_example(task: MemorySpec) -> Dataset:
    """One sequence as a data set: what an experiment on this problem is kept under, and shown with."""
    columns = examples(task, "shown").x.table.T
    frame = {f"x{number}": np.asarray(values, dtype=float) for number, values in enumerate(columns, 1)}
    return canonical(pd.DataFrame(frame), name=f"{task.problem} {task.length}", source="made_up")
