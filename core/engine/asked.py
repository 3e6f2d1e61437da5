"""What the engine asks of the worker that is kept for questions; Keras is imported there."""

from typing import Any

from core.tasks import TASKS
from core.tasks.job import load
from core.tasks.question import Question


def answer(question: Question) -> dict[str, Any]:
    """Answer a question. Runs on a worker; only there is Keras imported."""
    answered: dict[str, Any] = load("core.engine.quick").answer(question)
    return answered


def warm_up() -> None:
    """Get ready for the first question."""
    for inside in _rehearsed():
        load(inside).warm_up()


def warm_up_sample(cell: str) -> None:
    """Get ready for questions about networks that were trained on what the pages offer first."""
    for inside in _rehearsed():
        load(inside).warm_up_sample(cell)


def _rehearsed() -> list[str]:
    return [task.inside for task in TASKS.values() if task.rehearsed and task.inside]
