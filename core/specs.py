"""What an experiment is: frozen dataclasses, checked once, at birth.

Defaults and limits live in each field, so that the form, the check and the saved run cannot disagree.
"""

import json
import types
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from core.cells import CELLS, USUAL, cell_named
from core.errors import UserError
from core.limits import Checked, choice, now_called, number, of_type, require_enough_left
from core.network_specs import ModelSpec as ModelSpec
from core.network_specs import TrainingSpec as TrainingSpec
from core.tasks.forecast.spec import ForecastSpec as ForecastSpec

KIND = "kind"  # under which a saved task says which it is
Spec = TypeVar("Spec")


@dataclass(frozen=True, kw_only=True)
class SentimentSpec(Checked):
    """How texts are read, and what surrounds the recurrent layers (see `core.tasks.sentiment.prepare`)."""

    kind: ClassVar[str] = "sentiment"
    span: ClassVar[str] = "longest"
    tokenizer: str = choice("words", ("words", "characters"))  # of Chinese; other languages: words
    vocabulary: int = number(20_000, 100, 100_000)  # most words
    longest: int = number(200, 5, 1000)  # tokens; what is longer is cut
    keep: str = choice("start", ("start", "end"))  # of a text that is cut
    embedding: int = number(64, 2, 300)  # numbers per word
    embedding_start: str = choice("random", ("class_ratios", "pair_ratios", "random"))  # or vectors
    vectors: str = ""  # hash of word vectors that the embedding begins with
    pooling: str = choice("max", ("last", "mean", "max", "attention"))
    word_dropout: float = number(0.0, 0.0, 0.9)  # share of a text's words silenced while training
    spatial_dropout: float = number(0.2, 0.0, 0.9)  # share of the embedding's numbers silenced while training
    output_dropout: float = number(0.3, 0.0, 0.9)  # share of the pooled vector silenced while training
    class_weights: bool = False  # rare classes count as much as frequent ones
    label_smoothing: float = number(0.0, 0.0, 0.5)
    validation_share: float = number(0.1, 0.02, 0.4)
    calibration_share: float = number(0.05, 0.02, 0.4)
    test_share: float = number(0.15, 0.02, 0.5)
    split: str = choice("drawn", ("content", "drawn"))  # by what texts say, or at random class by class

    def __post_init__(self) -> None:
        super().__post_init__()
        require_enough_left(self.validation_share, self.calibration_share, self.test_share)

    @property
    def ratios(self) -> bool:
        """Whether the embedding begins with how much each word speaks for each class."""
        return self.embedding_start in ("class_ratios", "pair_ratios") and not self.vectors

    @property
    def pairs(self) -> bool:
        """Whether each word is read with how much its pair with the word before speaks for each class."""
        return self.embedding_start == "pair_ratios" and not self.vectors


@dataclass(frozen=True, kw_only=True)
class MemorySpec(Checked):
    """A made-up problem that needs a memory (see `core.tasks.memory.problems`)."""

    kind: ClassVar[str] = "memory"
    span: ClassVar[str] = ""  # the length belongs to the problem: nothing for a sweep to choose
    problem: str = choice("adding", ("adding", "copy", "parity", "sine"))
    length: int = number(100, 20, 400)  # steps of a sequence
    examples: int = number(10_000, 500, 20_000)  # sequences to train on


TaskSpec: TypeAlias = ForecastSpec | SentimentSpec | MemorySpec


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

    @property
    def forecast(self) -> ForecastSpec:
        """The task of an experiment that is known to forecast."""
        assert isinstance(self.task, ForecastSpec)
        return self.task

    @property
    def sentiment(self) -> SentimentSpec:
        """The task of an experiment that is known to classify texts."""
        assert isinstance(self.task, SentimentSpec)
        return self.task

    @property
    def memory(self) -> MemorySpec:
        """The task of an experiment that is known to be a made-up problem."""
        assert isinstance(self.task, MemorySpec)
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
    if get_origin(cls) is types.UnionType and of_type(dict, value) is value:
        cls = _kind_of(get_args(cls), value)
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


def _kind_of(tasks: tuple[Any, ...], saved: dict[str, Any]) -> Any:
    """The class of a task that was saved.

    Up to 2026-11 no kind was saved: then it is the first whose fields hold all that were. Tasks that came
    later always say their kind, and stand behind those that have to be guessed.
    """
    if KIND in saved:
        return {one.kind: one for one in tasks}[saved[KIND]]
    return next((one for one in tasks if set(saved) <= {f.name for f in fields(one)}), tasks[0])


def _without_kind(cls: Any, saved: dict[str, Any]) -> dict[str, Any]:
    """The fields of what was saved as this class."""
    if KIND in saved and saved[KIND] != getattr(cls, KIND, None):
        raise ValueError(f"of another kind: {saved[KIND]}")
    return {name: value for name, value in saved.items() if name != KIND}


QUICK = ExperimentSpec(
    data="", task=ForecastSpec(target=""), seeds=3,
    training=TrainingSpec(updates=2000, patience=300, least=500, schedule="plateau"),
)  # fmt: skip
CAREFUL = replace(
    QUICK,
    seeds=5,
    match="parameters",
    model=replace(QUICK.model, units=64),
    training=replace(QUICK.training, updates=8000, patience=800, least=1500, learning_rate=0.002, batch=32),
)
PRESETS = {"quick": QUICK, "careful": CAREFUL}
TEXTS = ExperimentSpec(
    data="", seeds=3, refit=False,
    task=SentimentSpec(
        embedding_start="pair_ratios", keep="end", split="content",  # sums come last
        word_dropout=0.3, spatial_dropout=0.4, output_dropout=0.5,
    ),
    model=ModelSpec(units=32, bidirectional=True),
    training=TrainingSpec(updates=3000, patience=400, learning_rate=0.001, schedule="plateau"),
)  # fmt: skip
