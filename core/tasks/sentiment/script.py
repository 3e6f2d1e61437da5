"""One run of a classifier to take home: a plain Keras script that trains the same network on the texts."""

from core.cells import CELLS
from core.specs import ExperimentSpec, ModelSpec
from core.store.spreadsheets import ENDS, SIGNS, SKIPPED, spreadsheet_safe
from core.takehome import training as script_training
from core.takehome.settings import (
    SETTINGS,
    WEIGHTS,
    Setting,
    filled,
    head,
    joined,
    lines,
    listed,
    model_settings,
    run_settings,
    training_settings,
)
from core.tasks.sentiment import script_network as network
from core.tasks.sentiment import script_start as start
from core.tasks.sentiment import script_words as words
from core.tasks.sentiment.prepare import blocks
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.ratios import ADDED, FEWEST, MIXED, PLACES, SCALE
from core.text.tokens import has_chinese

_ARRANGED = "np.concatenate(list(in_batches(rows, lengths, random)))"

_UPDATES = """
        for some in rows.reshape(-1, BATCH):
            network.train_on_batch(batch(some), answers[some]<<weighted>>)
"""

_JUDGE = """
    def loss():
        told = logits(network, batch, lengths, choose)
        return float(network.compute_loss(y=answers[choose], y_pred=told))

"""

_WEIGHTED = ", sample_weight=weight[labels[some]]"


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
    loss = "LABEL_SMOOTHING", task.label_smoothing, "share of certainty that the answers give up"
    settings = [
        ("FILE", file_name, "lies beside this script"),
        *([("VECTORS", vectors_name, "a word and its numbers in each line")] if task.vectors else []),
        *_task(task),
        *model_settings(spec.model, CELLS[cell].layer, units),
        *training_settings(spec.training, loss, "texts", len(blocks(data, task)["train"])),
        *run_settings(seed, best_updates, weights_name),
    ]
    top = [
        head(words.ABOUT, packages(data, task), _imports(data, task)),
        lines(SETTINGS, settings),
        listed(words.CLASSES, "CLASSES", map(spreadsheet_safe, data.classes)),
    ]
    return joined(top, _functions(spec, data, cell, kernel))


def packages(data: TextDataset, task: SentimentSpec) -> str:
    """What has to be installed for the script; jieba only where it cuts Chinese into words."""
    return words.PACKAGES + (" jieba" if _cuts_by_jieba(data, task) else "")


def _functions(spec: ExperimentSpec, data: TextDataset, cell: str, kernel: str) -> list[str]:
    task = spec.of(SentimentSpec)
    return [
        filled(words.READ, skipped=SKIPPED[0], more=SKIPPED[1], ends=ENDS, signs=SIGNS),
        _words(data, task),
        filled(words.VOCABULARY, kept=words.KEPT[task.keep]),
        words.BATCHES,
        *([network.POOLING[task.pooling]] if task.pooling in network.POOLING else []),
        *([_pairs()] if task.pairs else []),
        script_training.recurrent_layer(cell, spec.model, kernel),
        _build(task, spec.model),
        *_begin(task),
        *([network.CLASS_WEIGHTS] if task.class_weights else []),
        _train(task),
        network.LOGITS,
        network.MAIN.replace("<<begin>>\n", start.BEGIN[_start(task)].lstrip("\n")),
    ]


def _cuts_by_jieba(data: TextDataset, task: SentimentSpec) -> bool:
    return task.tokenizer == "words" and _holds_chinese(data)


def _holds_chinese(data: TextDataset) -> bool:
    return any(map(has_chinese, data.frame["text"]))


def _imports(data: TextDataset, task: SentimentSpec) -> str:
    third = ["jieba"] if _cuts_by_jieba(data, task) else []
    third += ["keras", "numpy as np"]
    own = "from keras import ops\n" if task.pooling in network.POOLING or task.pairs else ""
    return filled(words.IMPORTS, third="\n".join(f"import {name}" for name in third) + f"\n{own}")


def _task(task: SentimentSpec) -> list[Setting]:
    return [
        ("VOCABULARY", task.vocabulary, "most numbers of words, padding and unknown words included"),
        ("LONGEST", task.longest, f"words; of longer texts the {task.keep} is read"),
        ("EMBEDDING", task.embedding, "numbers per word"),
        *([_word_dropout(task)] if task.word_dropout else []),
        ("SPATIAL_DROPOUT", task.spatial_dropout, "share of the embedding silenced while training"),
        ("OUTPUT_DROPOUT", task.output_dropout, "the same before the last layer"),
    ]


def _word_dropout(task: SentimentSpec) -> Setting:
    return "WORD_DROPOUT", task.word_dropout, "share of the words silenced while training"


def _words(data: TextDataset, task: SentimentSpec) -> str:
    if not _holds_chinese(data):
        return words.WITHOUT_CHINESE
    about, cut = words.CHINESE[task.tokenizer]
    return filled(words.WITH_CHINESE, about=about, cut=cut)


def _build(task: SentimentSpec, model: ModelSpec) -> str:
    loop = network.LAST_STATE if task.pooling == "last" else network.EVERY_STATE
    template = network.BUILD.replace("<<pooling>>\n", network.POOLED[task.pooling].lstrip("\n"))
    dropped = words.WORD_DROPOUT.lstrip("\n") if task.word_dropout else ""
    template = template.replace("<<word_dropout>>\n", dropped)
    layer = "PairEmbedding" if task.pairs else "keras.layers.Embedding"
    template = filled(template, about=network.ABOUT[task.pooling], loop=loop, embedding=layer)
    return script_training.build(template, model)


def _pairs() -> str:
    first, second = MIXED
    return filled(start.PAIRS, places=str(PLACES), first=str(first), second=str(second))


def _start(task: SentimentSpec) -> str:
    return "vectors" if task.vectors else task.embedding_start


def _begin(task: SentimentSpec) -> list[str]:
    if not task.ratios:
        return [start.VECTORS] if task.vectors else []
    pairs = start.PAIR_RATIOS if task.pairs else ""
    body = start.RATIOS.replace("<<pairs>>\n", pairs.lstrip("\n"))
    body = body.replace("<<scale>>", str(SCALE)).replace("<<fewest>>", str(FEWEST))
    return [body.replace("<<added>>", str(ADDED))]


def _train(task: SentimentSpec) -> str:
    weights, weighted = (network.WEIGHTS, _WEIGHTED) if task.class_weights else ("", "")
    examples = network.EXAMPLES.rstrip("\n") + weights
    updates = filled(_UPDATES, weighted=weighted)
    return script_training.train("batch, lengths, labels, blocks", examples, _ARRANGED, updates, _JUDGE)
