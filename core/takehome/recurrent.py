"""The recurrent layers of a take-home script: Keras' own, or a cell of ours with its step function."""

import ast
import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from core.cells import CELLS, Cell
from core.cells.steps import steps_of, terms, total
from core.specs import ModelSpec
from core.takehome.template import Choices, sections

_TEMPLATES = Path(__file__).with_name("templates")
_INITIALIZERS = {
    "orthogonal": "keras.initializers.Orthogonal(seed=next(seeds))",
    "glorot": "keras.initializers.GlorotUniform(seed=next(seeds))",
    "identity": "identity",
}


def layer_choices(cell: str, model: ModelSpec, kernel: str) -> dict[str, Any]:
    """What is chosen for the layers (see `templates/choices.py`).

    Cells that can be told not to use cuDNN are told.
    """
    row = CELLS[cell]
    return {
        "FIRST_RECURRENT": model.recurrent_initializer,
        "RECURRENT_INITIALIZER": _INITIALIZERS[model.recurrent_initializer],
        "BIDIRECTIONAL": model.bidirectional,
        "USE_CUDNN": kernel == "cudnn" if row.cudnn else None,
        "FORGET_BIAS": model.forget_bias if row.forgets else None,
        "BIASES": row.biases,
        "STATES_KEPT": _tuple(steps_of(row).STATES),
    }


def layer_sections(cell: str, choices: Choices, *, stepped: bool = False) -> list[str]:
    """The function that makes one layer, and before it what Keras lacks for that.

    Args:
        stepped: Whether a task's own layer asks for the cell's step, even of a cell that Keras has.
    """
    row = CELLS[cell]
    *before, layer = sections(_TEMPLATES / "layers.py", choices)
    step = _step(row, choices) if stepped or not row.layer else []
    return [*before, *step, *([layer] if row.layer else _own_cell(row, choices))]


def _step(cell: Cell, choices: Choices) -> list[str]:
    """The step function of a cell, in the words of its module."""
    steps = steps_of(cell)
    names = {"CELL_BLOCKS": _tuple(steps.BLOCKS), "CELL_STATES": _tuple(steps.STATES)}
    named, *rest = sections(_TEMPLATES / "cell_step.py", {**choices, **names})
    return [named, *(_untyped(one) for one in (terms, total, steps.step)), *rest]


def _own_cell(cell: Cell, choices: Choices) -> list[str]:
    """A class for the step of a cell that Keras has no layer for."""
    return sections(_TEMPLATES / "own_cell.py", {**choices, "OwnCell": cell.name.upper()})


def _tuple(names: Sequence[str]) -> str:
    return repr(tuple(names)).replace("'", '"')


def _untyped(function: Callable[..., Any]) -> str:
    """A function as it is written, without the types of its arguments."""
    text = inspect.getsource(function)
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    for one in (*node.args.args, node.args.kwarg):
        if one is not None:
            one.annotation = None
    body = text.splitlines()[node.body[0].lineno - 1 :]
    return "\n".join([f"def {node.name}({ast.unparse(node.args)}):", *body])
