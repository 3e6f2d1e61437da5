"""One run of a translator to take home: a plain Keras script that trains the same network on the pairs."""

import json
from pathlib import Path
from typing import Any

from core.cells import CELLS
from core.specs import ExperimentSpec
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.tasks.translate.prepare import POOL, STEPS, prepared_pairs
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.texts import cut_for_scores
from core.text.pairs import Pairs

PACKAGES = "numpy keras tensorflow sacrebleu"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("reading",)  # the recurrent layer
_AFTER = ("layers", "encoder", "network", "answers", "training", "translating")


def translation_script(
    spec: ExperimentSpec,
    data: Pairs,
    *,
    cell: str,
    seed: int,
    units: int,
    best_updates: int,
    file_name: str,
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
) -> str:
    """Write the script of one run; it needs numpy, keras and sacrebleu, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        file_name: The pairs beside the script (see `pairs_jsonl`).
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    task = spec.of(TranslateSpec)
    ready = prepared_pairs(data, task)
    references = [data.targets[row] for row in ready.blocks["test"]]
    loss = {"LABEL_SMOOTHING": task.label_smoothing}
    settings = {
        "FILE": file_name,
        **_task(task),
        "BLEU_CUT": cut_for_scores(task, references),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **training_settings(spec.training, loss, len(ready.blocks["train"])),
        **run_settings(seed, best_updates, weights_name),
    }
    choices = layer_choices(cell, spec.model, kernel) | {
        "ATTENTION": task.attention,
        "OPEN": CELLS[cell].forgets and spec.model.forget_bias,
        "SAMPLED": task.scheduled_sampling > 0,
        "LOWER": task.lower,
        "WORDS": task.cut_target == "words",
        "POOL": POOL,
        "STEP": STEPS.get(kernel, 1),
    }
    return written(
        _TEMPLATES,
        _BEFORE,
        _AFTER,
        cell=cell,
        packages=PACKAGES,
        settings=settings,
        choices=choices,
        stepped=task.attention == "bahdanau",
    )


def pairs_jsonl(data: Pairs, task: TranslateSpec) -> bytes:
    """All pairs as the script reads them, one a line: words of both sides, the translation, the block."""
    ready = prepared_pairs(data, task)
    lines = [
        {
            "block": name, "source": ready.pieces[0][row], "target": ready.pieces[1][row],
            "text": data.targets[row],
        }
        for row, name in sorted((int(row), name) for name, rows in ready.blocks.items() for row in rows)
    ]  # fmt: skip
    told = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return told.encode("utf-8", "replace")


def _task(task: TranslateSpec) -> dict[str, Any]:
    return {
        "VOCABULARY": task.vocabulary,
        "EMBEDDING": task.embedding,
        "OUTPUT_DROPOUT": task.output_dropout,
        **({"SAMPLING": task.scheduled_sampling} if task.scheduled_sampling else {}),
        "BEAM": task.beam,
        "LENGTH_NORM": task.length_norm,
    }
