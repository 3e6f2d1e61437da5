"""The picked runs with their scores and costs, and the groups that their seeds form."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.compare.comparison import LOSS, Comparison
from core.compare.settings import differing, settings_of
from core.compare.test_set import Score
from core.store.across import COMPARABLE, SHORT, WHOLE, PlacedRun, looked_at
from core.store.records import Experiment, Run

MOST_RUNS = 60  # compared at once


@dataclass(frozen=True)
class Row:
    """One picked run."""

    run: Run
    experiment: Experiment
    data_name: str
    place: int  # of its experiment among those that are compared, from 0
    scores: Mapping[str, Score] = field(default_factory=dict)  # on the test, and the validation loss

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What was set for it."""
        return settings_of(self.experiment, self.run)

    @property
    def lacks(self) -> str | None:
        """Why there are no test scores: the run's state, "trial", "untested"; None where there are some."""
        if any(name != LOSS.name for name in self.scores):
            return None
        if self.run.state != "done":
            return self.run.state
        return "trial" if self.run.kind == "trial" else "untested"

    def cost(self, name: str) -> float | None:
        """Weights; seconds of training; milliseconds per answer. None where it is not known."""
        if name == "weights":
            return float(self.run.weights)
        found = self.run.facts.get(name if name == "seconds" else "latency_ms")
        return None if found is None else float(found)


@dataclass(frozen=True)
class Group:
    """The picked runs of one experiment, cell and setting: they differ in their seeds only."""

    rows: tuple[Row, ...]
    variant: Mapping[str, Any] = field(default_factory=dict)  # what tells it apart within its experiment
    together: Mapping[str, Score] = field(default_factory=dict)  # on the test: of its seeds' mean answer

    @property
    def cell(self) -> str:
        """The cell's name."""
        return self.rows[0].run.cell

    @property
    def place(self) -> int:
        """Of the experiment among those that are compared."""
        return self.rows[0].place

    @property
    def tested(self) -> tuple[Row, ...]:
        """The runs that have test scores."""
        return tuple(row for row in self.rows if row.lacks is None)

    def score(self, name: str) -> Score:
        """Of the mean of its seeds' answers, where these have one; else the mean over seeds."""
        return self.together[name] if name in self.together else self.mean(name)

    def mean(self, name: str) -> Score:
        """Mean over single seeds; not defined where one seed's score is not, or there is none."""
        return _mean([row.scores[name] for row in self.rows if name in row.scores])

    def deviation(self, name: str) -> Score:
        """Standard deviation over seeds; none of a single one."""
        values = [row.scores[name] for row in self.rows if row.scores.get(name) is not None]
        return float(np.std(np.array(values, dtype=float), ddof=1)) if len(values) > 1 else None

    def cost(self, name: str) -> float | None:
        """Mean over the seeds of which it is known."""
        return _mean([one for row in self.rows if (one := row.cost(name)) is not None])


@dataclass(frozen=True)
class Picked:
    """What an address asks to compare."""

    task: str  # of the runs that are shown: that of most of them
    runs: tuple[PlacedRun, ...]  # oldest experiment first
    missing: int  # ids that name no run any more
    other_tasks: int  # runs of another task than that of most
    other_kinds: int  # refits and the like, which are not tested
    too_many: int  # runs beyond the most that are compared at once


def picked(
    found: Sequence[PlacedRun], asked: Sequence[str], tasks: Collection[str], most: int = MOST_RUNS
) -> Picked | None:
    """Sort what an address names into what can be compared and what cannot; None where nothing can.

    Whatever the order in which the address names the runs, the outcome is the same: a page of the same runs
    says the same.

    Args:
        tasks: Names of those whose runs can be compared; the first of them is taken where two are even.
    """
    able = [one for one in found if one.run.kind in COMPARABLE and one.experiment.task in tasks]
    if not able:
        return None
    task = max(tasks, key=lambda name: sum(one.experiment.task == name for one in able))
    same = sorted((one for one in able if one.experiment.task == task), key=_age)
    unseen, missing = _not_found(found, asked, most)
    return Picked(
        task,
        tuple(same[:most]),
        missing=missing,
        other_tasks=len(able) - len(same),
        other_kinds=len(found) - len(able),
        too_many=max(0, len(same) - most) + unseen,
    )


def _not_found(found: Sequence[PlacedRun], asked: Sequence[str], most: int) -> tuple[int, int]:
    """How many ids nobody looked at, and how many name no run."""
    begins = {one.run.id[:letters] for one in found for letters in range(SHORT, WHOLE + 1)}
    named = sum(id in begins for id in dict.fromkeys(asked))
    unseen = max(0, len(looked_at(asked, len(asked))) - most)
    return unseen, len(dict.fromkeys(asked)) - named - unseen


def _age(one: PlacedRun) -> tuple[float, str, int]:
    """Oldest experiment first, in it the runs as they were planned: an order that no address can change."""
    return one.experiment.created, one.experiment.id, one.run.place


def places(runs: Sequence[PlacedRun]) -> dict[str, int]:
    """The place of each experiment, in the order in which they come up."""
    return {id: place for place, id in enumerate(dict.fromkeys(one.experiment.id for one in runs))}


def groups_of(
    rows: Sequence[Row], together: Callable[[Sequence[Row]], Mapping[str, Score]] = lambda rows: {}
) -> list[Group]:
    """Runs that differ in their seeds only, in the order in which they come up.

    Args:
        together: The scores of the mean answer of tested runs.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    variants = _variants(rows)
    for row in rows:
        key = (row.experiment.id, row.run.cell, tuple(variants[row.run.id].items()))
        found.setdefault(key, []).append(row)
    return [
        Group(tuple(each), variants[each[0].run.id], together([row for row in each if row.lacks is None]))
        for each in found.values()
    ]


def best(rows: Sequence[Row], task: Comparison, name: str) -> float | None:
    """The best value of a measure."""
    values = [v for row in rows if (v := row.scores.get(name)) is not None]
    return (min if task.measure(name).lower else max)(values) if values else None


def _variants(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Per run, the settings in which runs of its experiment and cell differ, units included."""
    found = {}
    for row in rows:
        family = [r for r in rows if (r.experiment.id, r.run.cell) == (row.experiment.id, row.run.cell)]
        unequal, _ = differing([_sized(one) for one in family])
        found[row.run.id] = {name: _sized(row)[name] for name in unequal}
    return found


def _sized(row: Row) -> dict[str, Any]:
    return {"units": row.run.units} | row.settings


def _mean(values: Sequence[Score]) -> Score:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known and len(known) == len(values) else None
