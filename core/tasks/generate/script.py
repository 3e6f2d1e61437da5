"""One run of a network that writes on to take home: a plain Keras script that trains the same on the text."""

from pathlib import Path
from typing import Any

from core.cells import CELLS
from core.cells.steps import steps_of
from core.specs import ExperimentSpec
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.tasks.generate.characters import parts_of
from core.tasks.generate.items import FIRST_PLACES, LOOKED_BACK
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts

PACKAGES = "numpy keras tensorflow"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("reading",)  # the recurrent layer
_AFTER = ("layers", "network", "answers", "training", "telling")


def writing_script(
    spec: ExperimentSpec,
    data: LongFacts,
    *,
    cell: str,
    seed: int,
    units: int,
    best_updates: int,
    file_name: str,
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
) -> str:
    """Write the script of one run; it needs numpy and keras, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        file_name: The text beside the script, in UTF-8.
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    task = spec.of(GenerateSpec)
    start, end = parts_of(data.stands[task.unit].count, task)["train"]
    windows = max(1, (end - start - 1) // task.window)
    settings = {
        "FILE": file_name,
        **_task(task),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **training_settings(spec.training, {}, windows),
        **run_settings(seed, best_updates, weights_name),
    }
    choices = layer_choices(cell, spec.model, kernel) | {
        "UNIT": task.unit,
        "TIES": task.tied,
        "STATE_COUNT": len(steps_of(CELLS[cell]).STATES),
        "FIRST_PLACES": FIRST_PLACES,
        "LOOKED_BACK": LOOKED_BACK,
    }
    return written(
        _TEMPLATES, _BEFORE, _AFTER, cell=cell, packages=PACKAGES, settings=settings, choices=choices
    )


def _task(task: GenerateSpec) -> dict[str, Any]:
    most = {} if task.unit == "characters" else {"VOCABULARY": task.vocabulary}
    return {
        "WINDOW": task.window,
        "FEWEST": task.fewest,
        **most,
        "EMBEDDING": task.embedding,
        "OUTPUT_DROPOUT": task.output_dropout,
        "VALIDATION_SHARE": task.validation_share,
        "TEST_SHARE": task.test_share,
    }
