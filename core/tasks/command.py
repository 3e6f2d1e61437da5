"""What a task is on the command line: functions whose parameters are options, and lines of a result."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from rich.table import Table

from core.notes import Note
from core.specs import ExperimentSpec
from core.tasks.waiting import Watch

Say: TypeAlias = Callable[[Iterable[Note]], None]  # tells a person what was noticed while reading
Result: TypeAlias = dict[str, Any]


class Work(Protocol):
    """What is left to do once the options are read: train, wait, and tell the experiment's summary."""

    def __call__(
        self, *, watch: Watch, again: bool, name: str | None, spec: ExperimentSpec | None
    ) -> Result: ...


@dataclass(frozen=True)
class Sweepable:
    """What the settings are that a sweep varies.

    Parameters of `begin` before its star say where the data are, those behind it how they are read and what
    is asked of them; those that two tasks share are one option.
    """

    begin: Callable[
        ..., tuple[Any, ExperimentSpec]
    ]  # from `say`, a store and options: the data, the settings
    data: str = ""  # for what data it is, after the task's name


@dataclass(frozen=True)
class Instead:
    """For what another task's command hands over to this one."""

    of: str  # the task whose command does
    wanted: Callable[[Mapping[str, Any]], bool]  # from the options that a person gave


@dataclass(frozen=True)
class Command:
    """The command that bears the task's name, and what the task adds to other commands.

    Parameters of a function become options (but for `say`, the first), its docstring the help.
    """

    task: str  # its name
    work: Callable[..., Work]  # from `say` and options
    lines: Callable[[Result], Iterator[str | Table]]  # for the terminal; none where nothing was found
    sweepable: Sweepable | None = None
    answers: Mapping[str, Callable[..., Result]] = field(default_factory=dict)  # further commands, by name
    instead: Instead | None = None
