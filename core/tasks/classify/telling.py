"""The classes of series that somebody brings: asked a part at a time, the engine's quick worker answers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.labelled.choices import Trained
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.unlabelled import Unlabelled
from core.errors import UserError
from core.store.engine_process import ensure_engine
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.classified.ranking import is_unsure, ranked
from core.tasks.classify.keeping import facts_of
from core.tasks.classify.spec import ClassifySpec

PART = 100  # series asked about at once
PART_VALUES = 20_000
PATIENCE = 90.0  # seconds for one part; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves


@dataclass(frozen=True, eq=False)
class Told:
    """Series with what every cell says of them: the mean of its seeds, as on the result's page.

    What is to be used comes first where it is a simple method.
    """

    series: Unlabelled
    classes: tuple[str, ...]
    probabilities: dict[str, Floats]  # by method, (series, classes)
    seeds: dict[str, list[int]]  # whose networks are averaged; of a simple method none
    sent: str  # the method to be used, named before the test; empty where none was
    doubts: tuple[str, ...]  # of each series: "shorter" or "longer" than all that were trained on, or ""


@dataclass(frozen=True)
class Totals:
    """What one method says of a whole file."""

    classes: dict[str, int]  # how many series were told to be of each class
    unsure: int
    right: int  # of those whose label names a class
    labelled: int


def trained_on(facts: LabelledFacts) -> Trained:
    """What a file's series have to be like."""
    steps = facts.longest if facts.shortest == facts.longest else None
    return Trained(facts.classes, len(facts.columns), steps)


def tell(
    store: Store, id: str, series: Unlabelled, on_part: Callable[[int], object] = lambda done: None,
    asker: str | None = None,
) -> Told:  # fmt: skip
    """Ask all cells of an experiment, and the simple method that is to be used.

    Args:
        on_part: Called with the number of series done so far, first with none.
        asker: As an experiment's owner.

    Raises:
        UserError: `unknown_experiment`, `not_a_classifier_of_series`, or what a network cannot answer.
    """
    experiment = store.experiment(id)
    if experiment.task != ClassifySpec.kind:
        raise UserError("not_a_classifier_of_series")
    facts = facts_of(store, experiment.data)
    ensure_engine(store, idle_seconds=IDLE)
    found: dict[str, list[list[float]]] = {}
    seeds: dict[str, list[int]] = {}
    sent, done = "", 0
    on_part(0)
    for part in _parts(series):
        wanted = ask(store.engine, id, "classify", asker=asker, series=[one.tolist() for one in part])
        told = answer(store.engine, wanted, PATIENCE)
        sent, done = told["sent"], done + len(part)
        for method, one in told["others"].items():
            found.setdefault(method, []).extend(one)
            seeds[method] = []
        for cell, one in told["cells"].items():
            found.setdefault(cell, []).extend(one["probabilities"])
            seeds[cell] = one["seeds"]
        on_part(done)
    doubts = tuple(_doubt(len(one), facts) for one in series.values)
    return Told(
        series, facts.classes, {name: np.array(one) for name, one in found.items()}, seeds, sent, doubts
    )


def told_table(told: Told) -> pd.DataFrame:
    """A row per series: where it stands, its own label if it has one, and what every method says.

    A method adds its class, the second best, whether it is unsure, and the probability of each class; `doubt`
    says whether a series is shorter or longer than all that were trained on.
    """
    series = told.series
    columns: dict[str, Any] = {"series": series.ids, "steps": [*map(len, series.values)]}
    if any(series.labels):
        columns["label"] = series.labels
    for method, probabilities in told.probabilities.items():
        order = [ranked(row.tolist()) for row in probabilities]
        columns[method] = [told.classes[one[0]] for one in order]
        columns[f"{method}_second"] = [told.classes[one[1]] for one in order]
        columns[f"{method}_unsure"] = ["yes" if is_unsure(row.tolist()) else "no" for row in probabilities]
        for place, name in enumerate(told.classes):
            columns[f"{method}_p_{name}"] = probabilities[:, place]
    return pd.DataFrame(columns | {"doubt": told.doubts}, index=pd.Index(series.rows, name="row"))


def totals(told: Told) -> dict[str, Totals]:
    """By method: how often each class was told, and how many agree with the file's own labels."""
    return {method: _totals(told, one) for method, one in told.probabilities.items()}


def _totals(told: Told, probabilities: Floats) -> Totals:
    names = [told.classes[ranked(row.tolist())[0]] for row in probabilities]
    counts, known = Counter(names), set(told.classes)
    both = [(one, label) for one, label in zip(names, told.series.labels, strict=True) if label in known]
    unsure = sum(is_unsure(row.tolist()) for row in probabilities)
    right = sum(one == label for one, label in both)
    return Totals({name: counts[name] for name in told.classes}, unsure, right, len(both))


def _parts(series: Unlabelled) -> list[list[Floats]]:
    """Series that are asked about together: not too many, nor too many values."""
    parts: list[list[Floats]] = []
    values = 0
    for one in series.values:
        if not parts or len(parts[-1]) == PART or values + one.size > PART_VALUES:
            parts.append([])
            values = 0
        parts[-1].append(one)
        values += one.size
    return parts


def _doubt(steps: int, facts: LabelledFacts) -> str:
    if steps < facts.shortest:
        return "shorter"
    return "longer" if steps > facts.longest else ""
