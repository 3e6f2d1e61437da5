"""From labelled texts to the numbers that networks read, and the blocks they are trained and judged on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Floats, Ints, Padded
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.ratios import class_ratios, pair_ratios
from core.text.splits import Shares, fingerprints, split, split_by_content
from core.text.tokens import tokens
from core.text.vocabulary import PADDING, UNKNOWN, Vocabulary, fit_vocabulary


@dataclass(frozen=True, eq=False)
class PreparedTexts:
    """A text data set, ready to be trained on."""

    data: TextDataset
    task: SentimentSpec
    vocabulary: Vocabulary  # of the training rows
    encoded: Padded  # all texts
    blocks: dict[str, Ints]  # train, validation, calibration, test: row numbers

    @cached_property
    def labels(self) -> Ints:
        """Class of each text."""
        return self.data.frame["label"].to_numpy()

    def block(self, name: str) -> tuple[Padded, Ints]:
        """Texts and classes of one block."""
        rows = self.blocks[name]
        return self.encoded.take(rows), self.labels[rows]

    @cached_property
    def class_ratios(self) -> Floats:
        """How much each word speaks for each class, from the training texts."""
        texts, labels = self.block("train")
        return class_ratios(texts.table, labels, len(self.vocabulary), len(self.data.classes))

    @cached_property
    def pair_ratios(self) -> Floats | None:
        """The same of pairs of neighbours, where the networks read them."""
        texts, labels = self.block("train")
        return pair_ratios(texts.table, labels, len(self.data.classes)) if self.task.pairs else None

    @property
    def class_weights(self) -> np.ndarray:
        """1 for each class, or what lets each count equally in training."""
        counts = np.bincount(self.labels[self.blocks["train"]], minlength=len(self.data.classes))
        if not self.task.class_weights:
            return np.ones(len(counts))
        return np.asarray(counts.sum() / (len(counts) * np.maximum(counts, 1)))


def prepare_texts(data: TextDataset, task: SentimentSpec) -> PreparedTexts:
    """Split, fit the vocabulary on training rows, and number all words."""
    rows, cut = blocks(data, task), [words(text, task) for text in data.frame["text"]]
    vocabulary = fit_vocabulary((cut[row] for row in rows["train"]), task.vocabulary)
    return PreparedTexts(data, task, vocabulary, encode(cut, vocabulary, task), rows)


def blocks(data: TextDataset, task: SentimentSpec) -> dict[str, Ints]:
    """Which rows are trained on, chosen on, calibrated on and tested on."""
    labels, given = data.frame["label"].to_numpy(), data.frame["test"].to_numpy()
    if task.split == "drawn":
        return split(labels, given, shares(task))
    return split_by_content(fingerprints(data.frame["text"]), labels, given, shares(task))


def shares(task: SentimentSpec) -> Shares:
    """The parts of the texts that are not trained on."""
    return Shares(task.validation_share, task.calibration_share, task.test_share)


def words(text: str, task: SentimentSpec) -> list[str]:
    """The words of a text, in order."""
    return [token.text for token in tokens(text, task.tokenizer)]


def encode(texts: list[list[str]], vocabulary: Vocabulary, task: SentimentSpec) -> Padded:
    """Number the words of texts, cut to the longest allowed; a text without words is one unknown word."""
    numbered = [_cut(vocabulary.encode(words), task) or [UNKNOWN] for words in texts]
    lengths = np.array([len(numbers) for numbers in numbered], dtype=np.int64)
    table = np.full((len(texts), int(lengths.max(initial=1))), PADDING, dtype=np.int32)
    for row, numbers in zip(table, numbered, strict=True):
        row[: len(numbers)] = numbers
    return Padded(table, lengths)


def _cut(numbers: list[int], task: SentimentSpec) -> list[int]:
    return numbers[: task.longest] if task.keep == "start" else numbers[-task.longest :]
