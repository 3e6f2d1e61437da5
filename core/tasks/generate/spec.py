"""How a text is read and continued."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number, require_enough_left
from core.specs import TaskSpec

BLOCKS = {"characters": 50, "words": 10, "items": 1}  # characters, words, or sessions in a block


@dataclass(frozen=True, kw_only=True)
class GenerateSpec(TaskSpec):
    """What is told and how it is numbered, how far gradients go back, what is held out: the text's end."""

    kind: ClassVar[str] = "generate"
    span: ClassVar[str] = "window"
    edited: ClassVar[bool] = False
    unit: str = choice("characters", ("characters", "words", "items"))  # items: of sessions, a line each
    window: int = number(64, 8, 512)  # of them that gradients go back through; states go on further
    fewest: int = number(2, 1, 20)  # times that one must stand in the training part to be known
    vocabulary: int = number(5000, 100, 30_000)  # words that are known at most
    embedding: int = number(64, 2, 300)  # numbers for each
    tied: bool = False  # the numbers that one is read by also weigh it among the answers
    output_dropout: float = number(0.0, 0.0, 0.9)  # share of the last hidden state silenced while training
    validation_share: float = number(0.1, 0.02, 0.4)
    test_share: float = number(0.1, 0.02, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.test_share)

    @property
    def block(self) -> int:
        """Neighbours whose mean is one loss: fewer would be one word, more leave too few blocks."""
        return BLOCKS[self.unit]

    def worded(self, key: str) -> str:
        """The key of a sentence that is said of characters, or its twin that is said of words or items."""
        return key if self.unit == "characters" else f"{key}.{self.unit}"
