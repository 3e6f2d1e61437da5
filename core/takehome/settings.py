"""What take-home scripts begin with: docstring, imports, and every setting as a line that can be changed."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from core.specs import ModelSpec, TrainingSpec

Setting: TypeAlias = tuple[str, Any, str]  # name, value, meaning
SETTINGS = "# Settings: change them, say TRAIN = True, and run again."
WEIGHTS = "network.weights.h5"
_OPTIMIZERS = {"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}
_HEAD = '''
"""<<about>>

With the weights of the app's run beside it, it gets that run's figures. With TRAIN = True, or without that
file, it trains anew from the same seed. The app has kernels of its own where they are faster, so that figures
then agree as far as single precision carries through the training: usually four digits or more. Sums in
another order, on another processor say, a plain RNN can magnify until it ends elsewhere.

    pip install <<packages>>
    python this_script.py
"""

import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # as in the app: oneDNN sums in another order

<<imports>>
'''


def filled(template: str, **parts: str) -> str:
    """A template with its places, `<<name>>`, filled."""
    for name, part in parts.items():
        template = template.replace(f"<<{name}>>", part.strip("\n"))
    return template


def head(about: str, packages: str, imports: str) -> str:
    """The script's docstring and imports."""
    return filled(_HEAD, about=about, packages=packages, imports=imports)


def joined(top: Iterable[str], functions: Iterable[str]) -> str:
    """The script from its parts, with the blank lines that formatters want."""
    first = "\n\n".join(part.strip("\n") for part in top)
    return "\n\n\n".join([first, *(part.strip("\n") for part in functions)]) + "\n"


def model_settings(model: ModelSpec, layer: str, units: int) -> list[Setting]:
    """What the recurrent layers look like.

    Args:
        layer: A class of `keras.layers`; empty where the script holds a cell of its own.
    """
    return [
        *([("CELL", layer, "a class of keras.layers")] if layer else []),
        ("UNITS", units, "numbers in the hidden state"),
        ("LAYERS", model.layers, "recurrent layers"),
        ("ACTIVATION", model.activation, "of the hidden state"),
        ("DROPOUT", model.dropout, "share of inputs silenced while training"),
    ]


def training_settings(training: TrainingSpec, loss: Setting, what: str, examples: int) -> list[Setting]:
    """How the weights are found.

    Args:
        loss: The setting of the loss, which differs between tasks.
        what: The examples are, in the plural.
        examples: So many are trained on.
    """
    check = training.check(examples)
    halve = max(1, round(training.patience / 2 / check)) if training.schedule == "plateau" else 0
    return [
        ("L2", training.l2, "penalty on large weights"),
        ("OPTIMIZER", _OPTIMIZERS[training.optimizer], "a class of keras.optimizers"),
        ("LEARNING_RATE", training.learning_rate, "size of a weight update"),
        ("HALVE_AFTER", halve, "looks without a better validation loss; 0: the rate is constant"),
        ("CLIPNORM", training.clipnorm or None, "longest gradient allowed"),
        loss,
        ("BATCH", training.batch_size(examples), f"{what} per weight update"),
        ("UPDATES", training.updates, "at most"),
        ("CHECK", check, "updates between two looks at the validation loss"),
        ("PATIENCE", training.patience, "updates to wait for a better validation loss"),
        ("LEAST", training.least, "updates before that may end it"),
    ]


def run_settings(seed: int, best_updates: int, weights_name: str) -> list[Setting]:
    """Which run it was."""
    return [
        ("WEIGHTS", weights_name, "of the original run; lies beside this script"),
        ("TRAIN", False, "True: trains anew from the seed, as after a change of settings"),
        ("SEED", seed, "of the first weights and of the shuffling"),
        ("BEST_UPDATES", best_updates, "after which the original run was best"),
    ]


def lines(heading: str, settings: list[Setting]) -> str:
    """Settings under a heading, a line each."""
    told = "".join(f"{name} = {_literal(value)}  # {meaning}\n" for name, value, meaning in settings)
    return heading.strip("\n") + "\n" + told


def listed(heading: str, name: str, values: Iterable[Any]) -> str:
    """A setting that is a list, with a line for each value."""
    rows = "".join(f"    {_literal(value)},\n" for value in values)
    return f"# {heading}\n{name} = [\n{rows}]" if rows else f"# {heading}\n{name} = []"


def _literal(value: Any) -> str:
    """Python for a value; text in double quotes where that needs no escape, as formatters want it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text
