"""What travels between engine and quick worker: plain data, no Keras."""

from dataclasses import dataclass, field
from typing import Any

from core.engine.job import load


@dataclass(frozen=True)
class Reader:
    """One trained network as a question needs it; its weights travel only when they are not known yet."""

    run: str
    cell: str
    seed: int
    units: int
    temperature: float
    weights: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Question:
    """What is asked of some networks of one experiment."""

    kind: str  # score | explain
    spec: str  # ExperimentSpec as JSON
    classes: tuple[str, ...]
    languages: tuple[str, ...]  # of the training texts
    words: tuple[str, ...]  # of the vocabulary
    readers: tuple[Reader, ...]
    texts: tuple[str, ...]


def answer(question: Question) -> dict[str, Any]:
    """Answer a question. Runs on a worker; only there is Keras imported."""
    told: dict[str, Any] = load("core.engine.quick").answer(question)
    return told


def warm_up() -> None:
    """Get ready for the first question."""
    load("core.engine.quick").warm_up()


def warm_up_sample(cell: str) -> None:
    """Get ready for questions about a network that was trained on the embedded texts."""
    load("core.engine.quick").warm_up_sample(cell)
