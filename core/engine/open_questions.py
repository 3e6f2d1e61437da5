"""What the engine knows of an experiment that is asked about."""

from dataclasses import replace
from importlib import import_module
from typing import Any

from core.errors import UserError
from core.store.records import Experiment
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.question import OpenQuestion, Question
from core.tasks.results import baseline_run


def asked_of(question: OpenQuestion, kind: str, asked: dict[str, Any]) -> Question:
    """A question with everything the worker needs; of all cells unless `asked` names some.

    Raises:
        UserError: `unknown_origin`.
    """
    ready, complete = question
    wanted = asked.get("cells") or [kept.cell for kept in ready.typical]
    typical = tuple(kept for kept in ready.typical if kept.cell in wanted)
    together = tuple(kept for kept in ready.together if kept.cell in wanted)
    return complete(replace(ready, kind=kind, typical=typical, together=together, asked=asked))


def open_question_of(store: Store, experiment: Experiment) -> OpenQuestion:
    """A question about the experiment without what is asked, and how to add that.

    A cell's answer about a text is the mean over its seeds whose networks are kept; where one network is
    needed, it is that of the seed with the median validation loss among them.

    Raises:
        UserError: `not_trained_yet`, `trained_before`, `weights_gone`, `data_gone` or `vectors_gone`.
    """
    runs = store.runs(experiment.id)
    simple = baseline_run(runs)
    if simple is None or not any(run.kind == "backtest" and run.state == "done" for run in runs):
        raise UserError("not_trained_yet")
    questions = TASKS[experiment.task].questions
    if questions is None:
        raise UserError("not_trained_yet")  # and never will be to be asked
    question: OpenQuestion = import_module(questions).open_question(store, experiment, simple, runs)
    return question


def rehearsal(task: str, question: Question) -> list[Question]:
    """What a person is likely to ask first."""
    questions = TASKS[task].questions
    asked: list[Question] = import_module(questions).rehearsal(question) if questions else []
    return asked
