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
    again: str  # trains an experiment once more: from a translator and the experiment
    data: str  # what an experiment is about: from its spec and what its maker calls the data
    line: str = ""  # data and task in a line, from a translator, spec and data; "" where nothing is swept
    compared: str | None = None  # single answers beside each other, from a `comparing.view.View`
    explained: tuple[str, ...] = ()  # paragraphs of How we judge about the tests between runs
    input: str | None = (
        None  # lets a person choose what networks are shown, from a translator and an experiment
    )
    shares: bool = False  # scores are shares of all answers, and gains differences of shares
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
