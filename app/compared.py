"""What comparing needs of the store, kept by what it depends on."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.compare.ground import Ground, Score
from core.compare.rows import Group, Row, places
from core.compare.standing import Standing, standing
from core.compare.tasks import LOSS, TASKS
from core.runs.across import PlacedRun, simple_runs
from core.runs.records import Experiment, Run
from core.runs.store import Store


def grounds_of(store: Store, experiments: Mapping[str, Experiment]) -> dict[str, Ground]:
    """What each experiment's runs are judged on; experiments without finished simple methods are left out."""
    simple = simple_runs(store.engine, experiments)
    return {id: _ground(store, experiments[id], run, run.id) for id, run in simple.items()}


def rows_of(
    store: Store, runs: Sequence[PlacedRun], grounds: Mapping[str, Ground] | None = None
) -> list[Row]:
    """Runs with their scores, in the same order."""
    homes = {one.experiment.id: one.experiment for one in runs}
    known = grounds_of(store, homes) if grounds is None else grounds
    place = places(runs)
    return [
        Row(
            one.run,
            one.experiment,
            one.data_name,
            place[one.experiment.id],
            _scores(store, one.run, known.get(one.experiment.id)),
        )
        for one in runs
    ]


def standing_of(store: Store, groups: Sequence[Group], ground: Ground) -> Standing:
    """The tests between groups on one ground."""
    ids = tuple(tuple(row.run.id for row in group.tested) for group in groups)
    return _standing(store, groups, ground, ids)


def _scores(store: Store, run: Run, ground: Ground | None) -> dict[str, Score]:
    loss = run.facts.get(LOSS.name)
    found: dict[str, Score] = {LOSS.name: float(loss)} if loss is not None else {}
    if run.state != "done" or ground is None:
        return found
    return _tested(store, ground, run.id) | found


@st.cache_resource(show_spinner=False, max_entries=32)
def _ground(_store: Store, _experiment: Experiment, _simple: Run, id: str) -> Ground:
    return Ground(_experiment, _store.arrays(id), _simple.facts)


@st.cache_data(show_spinner=False, max_entries=2000)
def _tested(_store: Store, _ground: Ground, run: str) -> dict[str, Score]:
    """Empty for a run that left no answers on the test."""
    answers = _store.arrays(run)
    return TASKS[_ground.experiment.task].score(answers, _ground) if "test" in answers else {}


@st.cache_data(show_spinner=False, max_entries=16)
def _standing(_store: Store, _groups: Sequence[Group], _ground: Ground, ids: Any) -> Standing:
    return standing(_groups, _ground, TASKS[_ground.experiment.task], _store.arrays)
