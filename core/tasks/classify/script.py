"""One run of a classifier of series to take home: a plain Keras script that trains the same network."""

import json
from pathlib import Path

from core.cells import CELLS
from core.data.labelled.dataset import LabelledSeries
from core.specs import ExperimentSpec
from core.takehome.classifiers import class_choices
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.classify.prepare import FEWEST_STEPS, FLAT, blocks
from core.tasks.classify.spec import ClassifySpec

PACKAGES = "numpy keras tensorflow"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("batches", "reading", "pooling")  # the recurrent layer
_AFTER = ("classifier", "network", "classes", "class_training", "classifying")


def series_script(
    spec: ExperimentSpec,
    data: LabelledSeries,
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
        file_name: The series beside the script (see `series_jsonl`).
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    task = spec.of(ClassifySpec)
    loss = {"LABEL_SMOOTHING": task.label_smoothing}
    settings = {
        "FILE": file_name,
        "MOST_STEPS": task.most_steps,
        **model_settings(spec.model, CELLS[cell].layer, units),
        "OUTPUT_DROPOUT": task.output_dropout,
        **training_settings(spec.training, loss, len(blocks(data, task)["train"])),
        **run_settings(seed, best_updates, weights_name),
        "CLASSES": [*map(spreadsheet_safe, data.classes)],
    }
    choices = layer_choices(cell, spec.model, kernel)
    choices |= class_choices(task.pooling, weighted=task.class_weights)
    choices |= {"FEWEST_STEPS": FEWEST_STEPS, "FLAT": FLAT, "EACH_ALONE": task.normalize}
    return written(
        _TEMPLATES, _BEFORE, _AFTER, cell=cell, packages=PACKAGES, settings=settings, choices=choices
    )


def series_jsonl(data: LabelledSeries, task: ClassifySpec) -> bytes:
    """All series as the script reads them, one a line: what it is for, its class, its values step by step.

    Names of classes are guarded, for the script writes a table of them that a spreadsheet may open.
    """
    block = {int(row): name for name, rows in blocks(data, task).items() for row in rows}
    names = [spreadsheet_safe(name) for name in data.classes]
    lines = [
        {"block": block[row], "label": names[label], "values": values.tolist()}
        for row, (label, values) in enumerate(zip(data.labels, data.each(), strict=True))
    ]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()
