"""How sentences are read, translated and held out."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number, require_enough_left
from core.specs import TaskSpec
from core.text.pieces import CUTS

BLOCKS = ("train", "validation", "test")


@dataclass(frozen=True, kw_only=True)
class TranslateSpec(TaskSpec):
    """What sentences are cut into, what links encoder and decoder, and how translations are found."""

    kind: ClassVar[str] = "translate"
    span: ClassVar[str] = "embedding"  # with another `longest`, other pairs would be held out
    edited: ClassVar[bool] = False
    cut_source: str = choice("words", CUTS)
    cut_target: str = choice("words", CUTS)
    lower: bool = True  # capital letters are read and written as small ones
    vocabulary: int = number(10_000, 20, 100_000)  # most words of each side
    longest: int = number(50, 5, 200)  # pieces of a side; longer pairs are left out
    embedding: int = number(128, 2, 300)  # numbers per word
    attention: str = choice("luong", ("none", "bahdanau", "luong"))
    scheduled_sampling: float = number(0.0, 0.0, 0.9)  # share of words read that the network told itself
    output_dropout: float = number(0.2, 0.0, 0.9)  # share of what words are told from silenced while training
    label_smoothing: float = number(0.0, 0.0, 0.5)
    beam: int = number(4, 1, 20)  # translations that are followed side by side
    length_norm: float = number(1.0, 0.0, 2.0)  # log-probabilities are divided by length to this power
    validation_share: float = number(0.1, 0.01, 0.4)
    test_share: float = number(0.15, 0.01, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.test_share)
