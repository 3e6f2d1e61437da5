"""What an experiment is: frozen dataclasses, checked once, at birth.

Defaults and limits live in each field, so that the form, the check and the saved run cannot disagree.
"""

import json
from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from core.cells import CELLS, USUAL, cell_named
from core.errors import UserError
from core.limits import Checked, choice, now_called, number, of_type

FEWEST_BETWEEN_LOOKS = 25  # updates
FEWEST_LOOKS = 20  # of a training that takes all its updates
KIND = "kind"  # under which a saved task says which it is
Spec = TypeVar("Spec")
Task = TypeVar("Task", bound="TaskSpec")


@dataclass(frozen=True, kw_only=True)
class ModelSpec(Checked):
    """The network's shape, the same for every cell of an experiment."""

    units: int = number(32, 1, 512)  # numbers in the hidden state
    layers: int = number(1, 1, 3)
    bidirectional: bool = False
    activation: str = choice("tanh", ("tanh", "relu"))
    dropout: float = number(0.0, 0.0, 0.9)  # share of a layer's inputs silenced while training
    recurrent_initializer: str = choice("orthogonal", ("orthogonal", "glorot", "identity"))
    forget_bias: bool = True  # an LSTM's forget gate begins with a bias of 1 (Jozefowicz et al. 2015)


@dataclass(frozen=True, kw_only=True)
class TrainingSpec(Checked):
    """How weights are found. Lengths are in updates of the weights: an epoch of few windows is little."""

    updates: int = number(3000, 1, 100_000)  # at most
    patience: int = number(400, 1, 100_000)  # updates without a better validation loss before stopping
    least: int = number(0, 0, 100_000)  # updates before patience may end it
    learning_rate: float = number(0.005, 1e-6, 1.0)
    batch: int = number(0, 0, 4096)  # windows per weight update; 0: chosen from their number
    schedule: str = choice("constant", ("plateau", "constant"))  # plateau: halved while nothing improves
    optimizer: str = choice("adam", ("adam", "rmsprop", "sgd"))
    loss: str = choice("auto", ("auto", "mae", "mse", "huber"))  # auto: what the score asks for
    l2: float = number(0.0, 0.0, 1.0)
    clipnorm: float = number(1.0, 0.0, 100.0)  # 0: gradients are not clipped

    @classmethod
    def renewed(cls, saved: dict[str, Any]) -> dict[str, Any]:
        """Lengths in epochs become today's: how many updates they were, only the data says."""
        gone = {"epochs", "patience"} if "epochs" in saved else set()
        return {name: value for name, value in saved.items() if name not in gone}

    def batch_size(self, examples: int) -> int:
        """Windows per update, at most all: as chosen, or so that few windows still make some 16 updates."""
        return min(self.batch or min(64, max(8, examples // 16)), examples)

    def check(self, examples: int) -> int:
        """Updates between two looks at the validation loss.

        An epoch, but not so few that looking costs more than training, nor so many that a training has fewer
        than some twenty looks to choose from.
        """
        epoch = examples // self.batch_size(examples)
        return max(1, min(max(epoch, FEWEST_BETWEEN_LOOKS), self.updates // FEWEST_LOOKS))


@dataclass(frozen=True, kw_only=True)
class TaskSpec(Checked):
    """What an experiment is asked to do: each task has a spec of its own; this is what all of them tell."""

    kind: ClassVar[str] = ""  # the task's name in `core.tasks.TASKS`, in stores and in addresses
    span: ClassVar[str] = ""  # the field that tells how much of the past a network sees; "": none to sweep
    edited: ClassVar[bool] = True  # its baselines' run says by which edition of the protocol it scored

    def kinds(self, refit: bool) -> list[str]:
        """What each cell is trained for with each seed (see `core.store.records.Run`)."""
        return ["backtest"] + ["final"] * refit

    def title(self, source: str) -> str:
        """What an experiment is called that nobody has named: after its data, the same in every language."""
        return source

    @property
    def word_vectors(self) -> str:
        """The hash of the word vectors that it needs beside its data; "" for none."""
        return ""


@dataclass(frozen=True, kw_only=True)
class ExperimentSpec(Checked):
    """One experiment: some data, one task, several cells, several seeds."""

    data: str  # content hash of the data set
    task: TaskSpec
    cells: tuple[str, ...] = USUAL
    model: ModelSpec = field(default_factory=ModelSpec)
    training: TrainingSpec = field(default_factory=TrainingSpec)
    seeds: int = number(3, 1, 10)
    match: str = choice("units", ("units", "parameters"))  # what is equal between cells
    refit: bool = True  # train again on all rows for the final forecast

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.cells:
            raise UserError("no_cell_chosen")
        for name in self.cells:
            cell_named(name)
        object.__setattr__(self, "cells", tuple(name for name in CELLS if name in self.cells))

    def of(self, kind: type[Task]) -> Task:
        """The task of an experiment that is known to have one of this kind."""
        assert isinstance(self.task, kind)
        return self.task


def to_json(spec: Any) -> str:
    """Write a spec as JSON with sorted keys, so that equal specs give equal text; a task with its kind."""
    return json.dumps(_written(spec), sort_keys=True, ensure_ascii=False)


def _written(value: Any) -> Any:
    if not is_dataclass(value):
        return value
    kind = getattr(value, KIND, None)
    said = {} if kind is None else {KIND: kind}
    return said | {f.name: _written(getattr(value, f.name)) for f in fields(value)}


def from_json(cls: type[Spec], text: str) -> Spec:
    """Read a spec back; unknown fields are refused, so a saved run never silently means something else.

    Fields that there are no more are read as what they mean today (`Checked.renewed`).

    Raises:
        UserError: `bad_spec` if the text is not such a spec.
    """
    try:
        return _build(cls, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UserError("bad_spec") from error


def _build(cls: Any, value: Any) -> Any:
    if cls is TaskSpec:
        cls = _kind_of(of_type(dict, value))
    if isinstance(cls, type) and is_dataclass(cls):
        known: Any = cls
        value = known.renewed(_without_kind(cls, of_type(dict, value)))
        names = {f.name for f in fields(cls)}
        if unknown := set(value) - names:
            raise ValueError(f"unknown fields {sorted(unknown)}")
        hints = get_type_hints(cls)
        before = {f.name: f.metadata["before"] for f in fields(cls) if "before" in f.metadata}
        given = {f.name: now_called(f, value[f.name]) for f in fields(cls) if f.name in value}
        return cls(**before | {name: _build(hints[name], one) for name, one in given.items()})
    if get_origin(cls) is tuple:
        return tuple(_build(get_args(cls)[0], item) for item in value)
    return of_type(cls, value)


def _kind_of(saved: dict[str, Any]) -> type[TaskSpec]:
    """The class of a task that was saved.

    Up to 2026-11 no kind was saved: then it is the first whose fields hold all that were. Tasks that came
    later always say their kind, and stand behind those that have to be guessed.
    """
    tasks = _task_specs()
    if KIND in saved:
        return tasks[saved[KIND]]
    found = (one for one in tasks.values() if set(saved) <= {f.name for f in fields(one)})
    return next(found, next(iter(tasks.values())))


def _task_specs() -> dict[str, type[TaskSpec]]:
    """The spec of each task. The table stands above the store, which reads specs: it is looked up late."""
    return {name: task.spec for name, task in import_module("core.tasks").TASKS.items()}


def _without_kind(cls: Any, saved: dict[str, Any]) -> dict[str, Any]:
    """The fields of what was saved as this class."""
    if KIND in saved and saved[KIND] != getattr(cls, KIND, None):
        raise ValueError(f"of another kind: {saved[KIND]}")
    return {name: value for name, value in saved.items() if name != KIND}
