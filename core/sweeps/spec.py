"""What a sweep is: an experiment's settings, what is varied of them, how, and for how long."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

from core.cells import CELLS, cell_named
from core.errors import UserError
from core.limits import Checked, choice, number
from core.specs import ExperimentSpec

MOST_SETTINGS = 500
MOST_MINUTES = 24 * 60
WHOLE = ("units", "layers", "lookback")  # dimensions of whole numbers


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One point of the space: what one network is trained with."""

    cell: str
    units: int
    layers: int
    lookback: int  # steps a network sees; of texts the most words
    learning_rate: float


@dataclass(frozen=True, kw_only=True)
class SweepSpec(Checked):
    """Which settings are tried.

    Raises:
        UserError: `sweep_not_for_task`, `sweep_dimension_empty`, `sweep_whole_numbers`, `sweep_one_setting`,
            `sweep_too_many_settings`, or what is wrong with a value.
    """

    base: ExperimentSpec  # all that is not varied
    cells: tuple[str, ...]
    units: tuple[int, ...]
    layers: tuple[int, ...]
    lookback: tuple[int, ...]
    learning_rate: tuple[float, ...]
    seeds: int = number(3, 1, 10)  # trainings per setting
    sampler: str = choice("grid", ("grid", "random", "tpe"))
    between: bool = False  # random and tpe also take numbers between the lowest and the highest given
    budget: int = number(20, 2, MOST_SETTINGS)  # settings that random and tpe try; a grid is tried whole
    minutes: int = number(0, 0, MOST_MINUTES)  # after so many no further setting is begun; 0: no limit
    seed: int = number(1, 0, 2**31 - 1)  # of the sampler

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.base.task.span:
            raise UserError("sweep_not_for_task")
        for name in DIMENSIONS:
            object.__setattr__(self, name, _in_order(name, getattr(self, name)))
        for setting in self._each_value():
            self.experiment(setting)
        if self.sampler == "grid" and self.between:
            object.__setattr__(self, "between", False)
        if not self.endless and self.combinations == 1:
            raise UserError("sweep_one_setting")
        if self.settings > MOST_SETTINGS:
            raise UserError("sweep_too_many_settings", count=self.settings, most=MOST_SETTINGS)

    @property
    def combinations(self) -> int:
        """How many settings the given values make."""
        return math.prod(len(getattr(self, name)) for name in DIMENSIONS)

    @property
    def endless(self) -> bool:
        """Whether numbers between those given are taken too."""
        return self.between and any(len(getattr(self, name)) > 1 for name in NUMBERS)

    @property
    def settings(self) -> int:
        """How many are tried, as long as neither Stop nor the minutes come first."""
        if self.sampler == "grid":
            return self.combinations
        return self.budget if self.endless else min(self.budget, self.combinations)

    def grid(self) -> Iterator[Setting]:
        """All settings that the given values make."""
        for values in product(*(getattr(self, name) for name in DIMENSIONS)):
            yield setting_from(dict(zip(DIMENSIONS, values, strict=True)))

    def experiment(self, setting: Setting) -> ExperimentSpec:
        """The experiment of one cell that a setting makes of the base; raises what is wrong with it."""
        base = self.base
        changed: dict[str, Any] = {base.task.span: setting.lookback}
        return replace(
            base,
            cells=(setting.cell,),
            seeds=self.seeds,
            model=replace(base.model, units=setting.units, layers=setting.layers),
            training=replace(base.training, learning_rate=setting.learning_rate),
            task=replace(base.task, **changed),
        )

    def _each_value(self) -> Iterator[Setting]:
        """Settings in which every value comes up."""
        first = {name: getattr(self, name)[0] for name in DIMENSIONS}
        for name in DIMENSIONS:
            for value in getattr(self, name):
                yield setting_from(first | {name: value})


DIMENSIONS = ("cells", "units", "layers", "lookback", "learning_rate")
NUMBERS = DIMENSIONS[1:]


def setting_from(values: dict[str, Any]) -> Setting:
    """A setting from one value per dimension."""
    return Setting(cell=values["cells"], **{name: values[name] for name in NUMBERS})


def setting_of(spec: ExperimentSpec) -> Setting:
    """The setting that an experiment of one cell was made from."""
    return Setting(
        cell=spec.cells[0],
        units=spec.model.units,
        layers=spec.model.layers,
        lookback=getattr(spec.task, spec.task.span),
        learning_rate=spec.training.learning_rate,
    )


def suggested(base: ExperimentSpec) -> SweepSpec:
    """A small grid around an experiment: its cells, with half and with all of its units."""
    if not base.task.span:
        raise UserError("sweep_not_for_task")
    units = base.model.units
    return SweepSpec(
        base=base,
        cells=base.cells,
        units=(max(1, units // 2), units) if units > 1 else (1, 2),
        layers=(base.model.layers,),
        lookback=(getattr(base.task, base.task.span),),
        learning_rate=(base.training.learning_rate,),
        seeds=base.seeds,
    )


def numbers(dimension: str, text: str) -> tuple[float, ...]:
    """The values of a dimension as people write them, e.g. "16, 32"; raises `sweep_not_numbers`."""
    parts = [part.strip() for part in text.replace("，", ",").replace(";", ",").split(",")]
    try:
        return tuple(float(part) for part in parts if part)
    except ValueError:
        raise UserError("sweep_not_numbers", setting=dimension, text=text) from None


def field_limits(base: ExperimentSpec, dimension: str) -> tuple[float, float]:
    """The lowest and the highest value that a dimension of numbers may have."""
    choices: dict[str, tuple[Any, str]] = {
        "units": (base.model, "units"), "layers": (base.model, "layers"),
        "lookback": (base.task, base.task.span), "learning_rate": (base.training, "learning_rate"),
    }  # fmt: skip
    owner, name = choices[dimension]
    limits = next(f.metadata for f in fields(owner) if f.name == name)
    return limits["low"], limits["high"]


def _in_order(name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise UserError("sweep_dimension_empty", setting=name)
    if name == "cells":
        return tuple(cell for cell in CELLS if cell in {cell_named(value).name for value in values})
    if not all(math.isfinite(value) for value in values):
        raise UserError("sweep_not_numbers", setting=name, text=list(map(str, values)))
    if name in WHOLE and any(value != int(value) for value in values):
        raise UserError("sweep_whole_numbers", setting=name)
    kind = int if name in WHOLE else float
    found = tuple(sorted({kind(value) for value in values}))
    if len(found) > MOST_SETTINGS:  # before an experiment is made of each
        raise UserError("sweep_too_many_settings", count=len(found), most=MOST_SETTINGS)
    return found
