"""The texts that a question is about."""

from dataclasses import dataclass, field
from typing import Any

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.tasks.question import Source


@dataclass(frozen=True, eq=False)
class Texts(Source):
    """What the engine knows of the texts that an experiment was trained on."""

    classes: tuple[str, ...]
    languages: tuple[str, ...]  # of the training texts
    words: tuple[str, ...]  # of the vocabulary
    ratios: Floats | None = None  # class ratios that the embedding began with, (words, classes)
    pairs: Floats | None = None  # and those of pairs, where networks read them, (places, classes)
    vectors: bytes | None = field(default=None, repr=False)  # that it began with

    @property
    def count(self) -> int:
        """Classes."""
        return len(self.classes)

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return len(self.words), len(self.classes)

    def scale(self, output: int) -> tuple[float, float]:
        """A logit is shown as it is."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Probabilities of the classes."""
        return softmax(outputs[None], temperature)[0]
