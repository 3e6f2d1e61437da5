"""The self-test: compile a cell's passes and compare them with the cell's own step function.

    python -m core.networks.kernels.check CELL-ACTIVATION-whole|CELL-ACTIVATION-masked|rows [FOLDER]

It runs in a process of its own (`usable`), for a wrong instruction ends a process. The step function is
walked in double precision; gradients are compared with differences of its loss along random directions of
length 1. A wrong number anywhere shows in them: their product with a gradient of n numbers is about 1 /
sqrt(n) of its norm.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.cells import CELLS
from core.cells.graph import read_step
from core.cells.steps import Steps, Weights, numpy_functions, steps_of
from core.networks.kernels.called import Called, Inputs, add_rows
from core.networks.kernels.compiled import prepare, this_processor
from core.networks.kernels.layout import Layout, Processor
from core.networks.kernels.program import operations
from core.networks.kernels.usable import ROWS as OF_ROWS
from core.networks.kernels.usable import WRONG

ROWS, STEPS, COLUMNS, UNITS = 11, 7, 5, 37  # no multiples of anything: every tile has a rest
MOST = 1e-4  # of the largest number: single precision, with room
NEAR = 1e-6  # of a difference's two points from the middle
DIRECTIONS = 3
LEAST = 0.01  # gradients are about 1; where all units are saturated little is left of them to compare
NAMES = ("x", "kernel", "recurrent", "bias", "states")  # of `Inputs`, in the order of the gradients


def main(subject: str, folder: str = "") -> None:
    """Exit with 0 if what is compiled is right, with `WRONG` and a line if it is not."""
    processor = this_processor()
    if processor is None:
        sys.exit("no vectors")
    place = Path(folder) if folder else None
    error = rows_error(processor, place) if subject == OF_ROWS else _passes_error(subject, processor, place)
    if not error <= MOST:
        print(f"{subject}: off by {error:.1e}", file=sys.stderr)
        sys.exit(WRONG)


def _passes_error(subject: str, processor: Processor, folder: Path | None) -> float:
    cell, activation, which = subject.split("-")
    steps, masked = steps_of(CELLS[cell]), which == "masked"
    layout = Layout(read_step(steps, activation), processor)
    passes = Called(layout, masked=masked, folder=folder)
    if folder:
        prepare(operations(layout, masked=masked), folder)
    return largest_error(passes, steps, activation, example(steps, CELLS[cell].shapes, masked=masked))


def rows_error(processor: Processor, folder: Path | None) -> float:
    """Of an embedding's gradient from rows of which some are of the same word."""
    random = np.random.default_rng(3)
    rows, words = random.normal(size=(UNITS, COLUMNS + processor.lanes)), random.integers(0, ROWS, UNITS)
    total, squares = (np.zeros((ROWS, rows.shape[1])) for _ in range(2))
    np.add.at(total, words, rows)
    np.add.at(squares, words, rows**2)
    found = add_rows(processor, rows.astype(np.float32), words.astype(np.int32), ROWS, 0.5, folder)
    wanted = (total, (squares - total**2) / 2)
    return max(_error(one, other) for one, other in zip(found, wanted, strict=True))


def example(
    steps: Steps,
    shapes: Callable[[int, int], Any],
    *,
    masked: bool,
    sizes: tuple[int, int, int, int] = (ROWS, STEPS, COLUMNS, UNITS),
) -> Inputs:
    """Something to walk through; `sizes` are rows, steps, columns and units."""
    rows, count, columns, units = sizes
    random = np.random.default_rng(rows + units)
    weights = [random.normal(size=shape) / (columns + units) ** 0.5 for shape in shapes(columns, units)]
    drawn = (
        random.normal(size=(rows, count, columns)),
        *weights,
        random.normal(size=(len(steps.STATES), rows, units)),
    )
    mask = (random.random((rows, count)) > 0.3).astype(np.float32) if masked else None
    x, kernel, recurrent, bias, states = (np.ascontiguousarray(one, np.float32) for one in drawn)
    return Inputs(x, kernel, recurrent, bias, states, mask)


def largest_error(passes: Called, steps: Steps, activation: str, of: Inputs) -> float:
    """Of hidden states, final states and all gradients, each as a share of the largest number."""
    random = np.random.default_rng(7)
    walked = passes.forward(of)
    hidden, final = reference(steps, activation, of)
    at = [random.normal(size=one.shape).astype(np.float32) for one in (hidden, final)]

    def loss(moved: Inputs) -> float:
        return sum(
            float((one * other).sum())
            for one, other in zip(at, reference(steps, activation, moved), strict=True)
        )

    errors = [_error(walked.hidden, hidden), _error(walked.final, final)]
    for name, gradient in zip(NAMES, passes.backward(walked, *at), strict=True):
        value, size = getattr(of, name).astype(float), float(np.sqrt(np.mean(gradient**2)))
        for _ in range(DIRECTIONS):
            way = random.normal(size=value.shape)
            way /= np.linalg.norm(way)
            more, less = (loss(replace(of, **{name: value + near * way})) for near in (NEAR, -NEAR))
            errors.append(abs(float((gradient * way).sum()) - (more - less) / (2 * NEAR)) / max(size, LEAST))
    return float(np.max(errors))  # NaN if any is


def _error(found: Any, wanted: Any) -> float:
    return float(np.abs(found - wanted).max() / max(np.abs(wanted).max(), 1e-30))


def reference(steps: Steps, activation: str, of: Inputs) -> tuple[Any, Any]:
    """Hidden states (rows, steps, units) and final states, by the cell's step function in double numbers."""
    x, kernel, recurrent, bias, states = (getattr(of, name).astype(float) for name in NAMES)
    functions, state = numpy_functions(activation), dict(zip(steps.STATES, states, strict=True))
    hidden = []
    for t in range(x.shape[1]):
        new = steps.step(x[:, t], state, Weights(kernel, recurrent, bias), functions)
        keep = True if of.mask is None else of.mask[:, t, None] > 0
        state = {name: np.where(keep, new[name], state[name]) for name in state}
        hidden.append(state["h"])
    return np.stack(hidden, 1), np.stack(list(state.values()))


if __name__ == "__main__":
    main(*sys.argv[1:])
