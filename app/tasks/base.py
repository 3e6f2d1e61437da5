"""What a task looks like: one row that says where its parts of shared pages are."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from core.tasks.base import Task


@dataclass(frozen=True)
class View:
    """How one task is shown.

    Parts of pages are named with dots, module and function: a page loads those that it shows. None says that
    a task has no such part; what it can at all is asked of `core.tasks`.
    """

    task: Task
    icon: str
    group: str  # of pages, under whose heading its own stands
    sources: re.Pattern[str]  # keys of what the product calls its data
    data: str  # what an experiment is about: from its spec and what its maker calls the data
    # Its page: what leads to Train; the setup of an experiment again; an experiment in whichever state it is.
    # All from a translator, the latter two from an experiment, too.
    setup: str
    change: str
    view: str
    subtitle: str = ""  # key of the sentence below its page's title, before there is an experiment
    # What follows the data's name in its experiments' names, by how it is stored: from a translator and the
    # task's spec.
    tails: str | None = None
    curves: str | None = None  # further learning curves: from a translator, runs, epochs, cells and a key
    cards: str | None = None  # ways to a first result on Home: from a translator, what to draw there last
    # Steps of Learn that open an experiment of this task; queues and opens it: from the step and a name.
    lessons: tuple[str, ...] = ()
    lesson: str = ""
    # Paragraphs of How we judge whose pictures are drawn from the task's own rules: from the paragraph and a
    # translator.
    pictures: tuple[str, ...] = ()
    picture: str = ""
    line: str = ""  # data and task in a line, from a translator, spec and data; "" where nothing is swept
    sample: str | None = None  # the data that a sweep begins with where nothing was chosen
    compared: str | None = None  # single answers beside each other, from an `app.compare.view.View`
    explained: tuple[str, ...] = ()  # paragraphs of How we judge about the tests between runs
    input: str | None = None  # what networks are shown, as chosen: from a translator and an experiment
    track: str | None = (
        None  # how its answers did since they were given: its part of a page, from a translator
    )
    words: str = ""  # of its sentences on verdicts, where scores are shares: what their keys begin with
    shares: bool = False  # scores are shares of all answers, and gains differences of shares
    # What leads to Train on one series with columns known ahead: from a translator, the data set, its target,
    # columns known ahead, and those known up to the present.
    ahead: str | None = None
    before: str = "before.why"  # why what earlier rules scored is not judged

    @property
    def name(self) -> str:
        """As in addresses and stores."""
        return self.task.name


def part(name: str) -> Callable[..., Any]:
    """A part of a page by its dotted name."""
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
