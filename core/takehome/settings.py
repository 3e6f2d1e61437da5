"""The settings at the top of take-home scripts: lines of the templates `settings.py`, with a run's values."""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from core.specs import ModelSpec, TrainingSpec
from core.takehome.template import Choices, filled, source

Settings: TypeAlias = Mapping[str, Any]  # values by name, in the order in which they are written
WEIGHTS = "network.weights.h5"
_OPTIMIZERS = {"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}


def settings_block(paths: Iterable[Path], settings: Settings, choices: Choices) -> str:
    """Each setting as its template has it, in a line or in a row for each value, with the run's value."""
    known = {name: lines for path in paths for name, lines in _templates(path, choices).items()}
    return "\n".join(_written(known[name], name, value) for name, value in settings.items()).strip("\n")


def _templates(path: Path, choices: Choices) -> dict[str, str]:
    """The text of each setting by its name, from what stands above it on."""
    text = filled(source(path), choices)
    lines, body = text.splitlines(), ast.parse(text).body[1:]  # without the docstring
    ends = [node.end_lineno or 0 for node in body]
    begins = [next(n for n, line in enumerate(lines, start=1) if line.endswith('"""')) + 1, *ends[:-1]]
    found = {}
    for node, begin, end in zip(body, begins, ends, strict=True):
        assert isinstance(node, ast.Assign)
        found[ast.unparse(node.targets[0])] = "\n".join(lines[begin:end])
    return found


def _written(template: str, name: str, value: Any) -> str:
    above, shown = template.split(f"{name} = ")
    if shown.startswith("[\n"):
        rows = "".join(f"    {_literal(one)},\n" for one in value)
        return f"{above}{name} = [\n{rows}]" if rows else f"{above}{name} = []"
    _, sign, meaning = shown.partition("  # ")
    return f"{above}{name} = {_literal(value)}{sign}{meaning}"


def _literal(value: Any) -> str:
    """Python for a value; text in double quotes where that needs no escape, as formatters want it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def model_settings(model: ModelSpec, layer: str, units: int) -> dict[str, Any]:
    """What the recurrent layers look like.

    Args:
        layer: A class of `keras.layers`; empty where the script holds a cell of its own.
    """
    return ({"CELL": layer} if layer else {}) | {
        "UNITS": units,
        "LAYERS": model.layers,
        "ACTIVATION": model.activation,
        "DROPOUT": model.dropout,
    }


def training_settings(training: TrainingSpec, loss: Settings, examples: int) -> dict[str, Any]:
    """How the weights are found.

    Args:
        loss: The setting of the loss, which differs between tasks.
        examples: So many are trained on.
    """
    check = training.check(examples)
    halve = max(1, round(training.patience / 2 / check)) if training.schedule == "plateau" else 0
    return {
        "L2": training.l2,
        "OPTIMIZER": _OPTIMIZERS[training.optimizer],
        "LEARNING_RATE": training.learning_rate,
        "HALVE_AFTER": halve,
        "CLIPNORM": training.clipnorm or None,
        **loss,
        "BATCH": training.batch_size(examples),
        "UPDATES": training.updates,
        "CHECK": check,
        "PATIENCE": training.patience,
        "LEAST": training.least,
    }


def run_settings(seed: int, best_updates: int, weights_name: str) -> dict[str, Any]:
    """Which run it was."""
    return {"WEIGHTS": weights_name, "TRAIN": False, "SEED": seed, "BEST_UPDATES": best_updates}
