"""What experiments are called: as a person named them, or as the product did, in the reader's language."""

import re
from collections.abc import Mapping
from functools import cache

from app.i18n import Translate
from app.tasks import VIEWS
from app.tasks.base import part
from core.specs import TaskSpec
from core.store.records import Experiment
from core.store.shipped import is_example
from core.sweeps.records import Sweep
from core.words.locales import catalogue, languages

BETWEEN = " · "  # the data, what is forecast of it, and the best setting of a sweep
_BEST = re.compile(r" · [A-Z0-9_]++ \d++\Z")


def experiment_name(t: Translate, experiment: Experiment) -> str:
    """The name that somebody gave it; one that the product made is told in the reader's language."""
    example = f"example.{experiment.task}"
    if is_example(experiment) and experiment.name in _written(example):
        return t(example)
    return told_name(t, experiment.name, experiment.spec.task)


def sweep_name(t: Translate, sweep: Sweep) -> str:
    """The same of a sweep."""
    return told_name(t, sweep.name, sweep.spec.base.task)


def told_name(t: Translate, name: str, task: TaskSpec) -> str:
    """A name as it is stored, in the reader's language where the product made it."""
    if name in _steps():
        return t(_steps()[name])
    ended = _BEST.search(name)
    best = ended[0] if ended else ""
    whole = name.removesuffix(best)
    for stored, told in _tails(t, task).items():
        if whole.endswith(stored) and (key := _sources(task.kind).get(whole.removesuffix(stored))):
            return t(key) + told + best
    return name


def _tails(t: Translate, task: TaskSpec) -> Mapping[str, str]:
    """What follows the data's name where the product named an experiment, by how it is stored."""
    name = VIEWS[task.kind].tails
    tails: Mapping[str, str] = part(name)(t, task) if name else {"": ""}
    return tails


def step_title(t: Translate, step: str) -> str:
    """What a step of Learn is called, by its name in addresses; "" where there is no such step."""
    return t(f"learn.{step}") if f"learn.{step}" in _steps().values() else ""


@cache
def _sources(kind: str) -> dict[str, str]:
    """Keys of the data that the product knows, by its short name and by its name in every language."""
    keys = [key for key in catalogue("en") if VIEWS[kind].sources.fullmatch(key)]
    return {name: key for key in keys for name in (key.rpartition(".")[2], *_written(key))}


@cache
def _steps() -> dict[str, str]:
    """Steps of Learn, after which the experiments that they open are called, by title in every language."""
    known = catalogue("en")
    keys = [key for key in known if key.startswith("learn.") and f"{key}.text" in known]
    return {name: key for key in keys for name in _written(key)}


@cache
def _written(key: str) -> tuple[str, ...]:
    return tuple(catalogue(one)[key] for one in languages())
