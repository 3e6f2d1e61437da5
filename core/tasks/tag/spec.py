"""How tagged sentences are read, and what a newcomer starts with."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import number, require_enough_left
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec


@dataclass(frozen=True, kw_only=True)
class TagSpec(TaskSpec):
    """How words become numbers, and what surrounds the recurrent layers (see `core.tasks.tag.network`)."""

    kind: ClassVar[str] = "tag"
    span: ClassVar[str] = "embedding"  # sentences are read whole
    edited: ClassVar[bool] = False
    vocabulary: int = number(20_000, 100, 100_000)  # most words
    embedding: int = number(32, 2, 300)  # numbers per word
    vectors: str = ""  # hash of word vectors that the embedding begins with
    letter_units: int = number(16, 0, 128)  # of the layer over a word's letters, each way; 0: letters unread
    letter_embedding: int = number(12, 2, 100)  # numbers per letter
    word_dropout: float = number(0.1, 0.0, 0.9)  # share of the words read as unknown while training
    spatial_dropout: float = number(0.2, 0.0, 0.9)  # share of a word's numbers silenced while training
    output_dropout: float = number(0.2, 0.0, 0.9)  # share of each step's hidden state silenced while training
    crf: bool = False  # a conditional random field over the tags of a sentence
    validation_share: float = number(0.12, 0.02, 0.4)
    test_share: float = number(0.2, 0.02, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.test_share)

    @property
    def word_vectors(self) -> str:
        """The hash of the word vectors that the embedding begins with."""
        return self.vectors


TAGS = ExperimentSpec(
    data="", seeds=2, refit=False,
    task=TagSpec(),
    model=ModelSpec(units=32, bidirectional=True),
    training=TrainingSpec(updates=800, patience=100, learning_rate=0.01, schedule="plateau", batch=32),
)  # fmt: skip
