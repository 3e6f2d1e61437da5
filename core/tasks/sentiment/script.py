"""One run of a classifier to take home: a plain Keras script that trains the same network on the texts."""

from pathlib import Path
from typing import Any

from core.cells import CELLS
from core.specs import ExperimentSpec
from core.takehome.classifiers import class_choices
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.takehome.spreadsheets import ENDS, SIGNS, SKIPPED, spreadsheet_safe
from core.tasks.sentiment.prepare import blocks
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.ratios import ADDED, FEWEST, MIXED, PLACES, SCALE
from core.text.tokens import has_chinese

PACKAGES = "numpy keras tensorflow"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("batches", "reading", "pairs", "pooling")  # the recurrent layer
_AFTER = ("classifier", "network", "classes", "class_training", "classifying")
_CHINESE = {"words": "jieba's words", "characters": "its characters"}  # what becomes of a run of it
_SIGNS = {
    "UNSEEN_SIGNS": SKIPPED[0],
    "MORE_UNSEEN_SIGNS": SKIPPED[1],
    "CELL_ENDS": ENDS,
    "FORMULA_SIGNS": SIGNS,
}
_RATIOS = {
    "TEXTS_ADDED": ADDED,
    "RATIO_SCALE": SCALE,
    "FEWEST_TEXTS": FEWEST,
    "PAIR_PLACES": PLACES,
    "PAIR_FIRST": MIXED[0],
    "PAIR_SECOND": MIXED[1],
}


def text_script(
    spec: ExperimentSpec,
    data: TextDataset,
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
    """Write the script of one run; it needs numpy, keras, for Chinese words jieba, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        file_name: The texts' CSV beside the script (see `app.tasks.sentiment.export.tables.texts_csv`).
        vectors_name: Of the file of word vectors, where the embedding begins with such.
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    task = spec.of(SentimentSpec)
    loss = {"LABEL_SMOOTHING": task.label_smoothing}
    settings = {
        "FILE": file_name,
        **({"VECTORS": vectors_name} if task.vectors else {}),
        **_task(task),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **training_settings(spec.training, loss, len(blocks(data, task)["train"])),
        **run_settings(seed, best_updates, weights_name),
        "CLASSES": [*map(spreadsheet_safe, data.classes)],
    }
    choices = layer_choices(cell, spec.model, kernel) | _choices(data, task)
    needed = packages(data, task)
    return written(
        _TEMPLATES, _BEFORE, _AFTER, cell=cell, packages=needed, settings=settings, choices=choices
    )


def packages(data: TextDataset, task: SentimentSpec) -> str:
    """What has to be installed for the script; jieba only where it cuts Chinese into words."""
    return PACKAGES + (" jieba" if _cuts_by_jieba(data, task) else "")


def _cuts_by_jieba(data: TextDataset, task: SentimentSpec) -> bool:
    return task.tokenizer == "words" and _holds_chinese(data)


def _holds_chinese(data: TextDataset) -> bool:
    return any(map(has_chinese, data.frame["text"]))


def _task(task: SentimentSpec) -> dict[str, Any]:
    return {
        "VOCABULARY": task.vocabulary,
        "LONGEST": task.longest,
        "EMBEDDING": task.embedding,
        **({"WORD_DROPOUT": task.word_dropout} if task.word_dropout else {}),
        "SPATIAL_DROPOUT": task.spatial_dropout,
        "OUTPUT_DROPOUT": task.output_dropout,
    }


def _choices(data: TextDataset, task: SentimentSpec) -> dict[str, Any]:
    """What is chosen for these texts (see `templates/choices.py`)."""
    begins = "vectors" if task.vectors else "ratios" if task.ratios else "random"
    return class_choices(task.pooling, weighted=task.class_weights) | {
        "HOLDS_CHINESE": _holds_chinese(data),
        "TOKENIZER": task.tokenizer,
        "CHINESE_WORDS": _CHINESE[task.tokenizer],
        "KEEP": task.keep,
        "EMBEDDING_LAYER": "PairEmbedding" if task.pairs else "keras.layers.Embedding",
        "BEGINS_WITH": begins,
        "PAIRS": task.pairs,
        **({} if task.word_dropout else {"WORD_DROPOUT": None}),
        **_SIGNS,
        **_RATIOS,
    }
