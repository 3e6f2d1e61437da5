"""What the networks are shown; each task lets a person choose it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.i18n import Translate
from app.tasks import VIEWS
from app.tasks.base import part
from core.arrays import Floats
from core.store.records import Experiment


@dataclass(frozen=True)
class Layer:
    """A recurrent layer in one direction."""

    code: str  # in the address
    number: int  # from 0
    backwards: bool
    name: str


@dataclass(frozen=True)
class Chosen:
    """An input, and how its parts are called."""

    asked: dict[str, Any]  # for the question
    names: list[str]  # columns of the input; none of a text
    outputs: list[str]  # steps ahead or classes
    unit: str  # of the outputs
    labels: Callable[
        [dict[str, Any], int, int], list[str]
    ]  # of the steps from one to another, given the answer
    truth: int | None = None  # class of a test text
    scaled: str = "none"  # by what each window is divided, or less what it is taken
    kept: str = ""  # which end of a long input is read
    classes: bool = True  # whether the outputs are classes; otherwise steps ahead
    values: Floats | None = None  # of a series, as networks read it before scaling, (steps, columns)
    every_step: bool = False  # whether the answer rests on the state of every step, not only on the last
    # Says why what the networks answer means nothing, and returns the words in place of their answers.
    doubt: Callable[[], str] = lambda: ""
    instead: str = ""  # what `doubt` returned
    marks: tuple[int, ...] = ()  # steps that matter, from 1
    layers: tuple[Layer, ...] = ()  # of networks that have others than their settings count


def chosen_input(t: Translate, experiment: Experiment) -> Chosen | None:
    """Let the person choose; nothing as long as there is none."""
    name = VIEWS[experiment.task].input
    chosen: Chosen | None = part(name)(t, experiment) if name else None
    return chosen
