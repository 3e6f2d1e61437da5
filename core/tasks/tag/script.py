"""One run of a tagger to take home: a plain Keras script that trains the same network on the sentences."""

from pathlib import Path
from typing import Any

from core.cells import CELLS
from core.specs import ExperimentSpec
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.tasks.tag.prepare import (
    FRONT,
    LETTERS_READ,
    POOL,
    RARE_LETTER,
    STEP,
    WIDE,
    WIDE_STEP,
    blocks,
)  # fmt: skip
from core.tasks.tag.spec import TagSpec
from core.text.tagged.dataset import TaggedSentences

PACKAGES = "numpy keras tensorflow"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("reading",)  # the recurrent layer
_AFTER = ("layers", "network", "answers", "training", "tagging")


def tag_script(
    spec: ExperimentSpec,
    data: TaggedSentences,
    *,
    cell: str,
    seed: int,
    units: int,
    best_updates: int,
    file_name: str,
    vectors_name: str = "",
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
) -> str:
    """Write the script of one run; it needs numpy and keras, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        file_name: The sentences beside the script (see `sentences_txt`).
        vectors_name: Of the file of word vectors, where the embedding begins with such.
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    task = spec.of(TagSpec)
    settings = {
        "FILE": file_name,
        **({"VECTORS": vectors_name} if task.vectors else {}),
        **_task(task),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **training_settings(spec.training, {}, len(blocks(data, task)["train"])),
        **run_settings(seed, best_updates, weights_name),
        "TAGS": [*data.names],
    }
    choices = layer_choices(cell, spec.model, kernel) | {
        "LETTERS_READ": bool(task.letter_units),
        "BEGINS_WITH_VECTORS": bool(task.vectors),
        "SPANS": data.spans,
        "FIELD": task.crf,
        "EVERY": LETTERS_READ,
        "FIRST": FRONT,
        "LAST": LETTERS_READ - FRONT,
        "RARE": RARE_LETTER,
        "POOL": POOL,
        "STEP": STEP,
        "WIDE": WIDE,
        "WIDE_STEP": WIDE_STEP,
    }
    return written(
        _TEMPLATES, _BEFORE, _AFTER, cell=cell, packages=PACKAGES, settings=settings, choices=choices
    )


def sentences_txt(data: TaggedSentences, task: TagSpec) -> bytes:
    """All sentences as the script reads them: what one is for, its words with their tags, a blank line."""
    part = {int(row): name for name, rows in blocks(data, task).items() for row in rows}
    told = []
    for row in range(len(data)):
        words, tags = data.sentence(row)
        lines = [f"{word}\t{data.names[tag]}" for word, tag in zip(words, tags, strict=True)]
        told.append("\n".join([f"# {part[row]}", *lines]))
    return ("\n\n".join(told) + "\n").encode("utf-8", "replace")


def _task(task: TagSpec) -> dict[str, Any]:
    letters = {"LETTER_EMBEDDING": task.letter_embedding, "LETTER_UNITS": task.letter_units}
    return {
        "VOCABULARY": task.vocabulary,
        "EMBEDDING": task.embedding,
        **(letters if task.letter_units else {}),
        "WORD_DROPOUT": task.word_dropout,
        "SPATIAL_DROPOUT": task.spatial_dropout,
        "OUTPUT_DROPOUT": task.output_dropout,
    }
