"""How labelled texts are read and classified, and what a newcomer starts with."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number, require_enough_left
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec


@dataclass(frozen=True, kw_only=True)
class SentimentSpec(TaskSpec):
    """How texts are read, and what surrounds the recurrent layers (see `core.tasks.sentiment.prepare`)."""

    kind: ClassVar[str] = "sentiment"
    span: ClassVar[str] = "longest"
    tokenizer: str = choice("words", ("words", "characters"))  # of Chinese; other languages: words
    vocabulary: int = number(20_000, 100, 100_000)  # most words
    longest: int = number(200, 5, 1000)  # tokens; what is longer is cut
    keep: str = choice("start", ("start", "end"))  # of a text that is cut
    embedding: int = number(64, 2, 300)  # numbers per word
    embedding_start: str = choice("random", ("class_ratios", "pair_ratios", "random"))  # or vectors
    vectors: str = ""  # hash of word vectors that the embedding begins with
    pooling: str = choice("max", ("last", "mean", "max", "attention"))
    word_dropout: float = number(0.0, 0.0, 0.9)  # share of a text's words silenced while training
    spatial_dropout: float = number(0.2, 0.0, 0.9)  # share of the embedding's numbers silenced while training
    output_dropout: float = number(0.3, 0.0, 0.9)  # share of the pooled vector silenced while training
    class_weights: bool = False  # rare classes count as much as frequent ones
    label_smoothing: float = number(0.0, 0.0, 0.5)
    validation_share: float = number(0.1, 0.02, 0.4)
    calibration_share: float = number(0.05, 0.02, 0.4)
    test_share: float = number(0.15, 0.02, 0.5)
    split: str = choice("drawn", ("content", "drawn"))  # by what texts say, or at random class by class

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.calibration_share, self.test_share)

    @property
    def ratios(self) -> bool:
        """Whether the embedding begins with how much each word speaks for each class."""
        return self.embedding_start in ("class_ratios", "pair_ratios") and not self.vectors

    @property
    def pairs(self) -> bool:
        """Whether each word is read with how much its pair with the word before speaks for each class."""
        return self.embedding_start == "pair_ratios" and not self.vectors

    @property
    def word_vectors(self) -> str:
        """The hash of the word vectors that the embedding begins with."""
        return self.vectors


TEXTS = ExperimentSpec(
    data="", seeds=3, refit=False,
    task=SentimentSpec(
        embedding_start="pair_ratios", keep="end", split="content",  # sums come last
        word_dropout=0.3, spatial_dropout=0.4, output_dropout=0.5,
    ),
    model=ModelSpec(units=32, bidirectional=True),
    training=TrainingSpec(updates=3000, patience=400, learning_rate=0.001, schedule="plateau"),
)  # fmt: skip
