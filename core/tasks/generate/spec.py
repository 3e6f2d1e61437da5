"""How a text is read and continued."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import number, require_enough_left
from core.specs import TaskSpec


@dataclass(frozen=True, kw_only=True)
class GenerateSpec(TaskSpec):
    """How characters are numbered, how far gradients go back, and what is held out: the text's end."""

    kind: ClassVar[str] = "generate"
    edited: ClassVar[bool] = False
    window: int = number(64, 8, 512)  # characters that gradients go back through; states go on further
    fewest: int = number(2, 1, 20)  # times that a character must stand in the training part to be known
    embedding: int = number(64, 2, 300)  # numbers per character
    output_dropout: float = number(0.0, 0.0, 0.9)  # share of the last hidden state silenced while training
    validation_share: float = number(0.1, 0.02, 0.4)
    test_share: float = number(0.1, 0.02, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.test_share)
