"""What comparing needs of the store, kept by what it depends on."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.compare.answers import Answers, answers_of
from core.compare.comparison import LOSS
from core.compare.rows import Group, Row, places
from core.compare.standing import Standing, standing
from core.compare.test_set import Score, TestSet
from core.compare.yardstick import Yardstick, yardsticks
from core.store.across import PlacedRun, baseline_runs
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.compared import comparisons
from core.tasks.results import baseline_arrays


def grounds_of(store: Store, experiments: Mapping[str, Experiment]) -> dict[str, TestSet]:
    """What each experiment's runs are judged on; experiments without finished baselines are left out."""
    simple = baseline_runs(store.engine, experiments)
    return {
        id: _ground(store, one, simple[id], simple[id][0].id)
        for id, one in experiments.items()
        if id in simple
    }


def yardsticks_of(test_sets: Mapping[str, TestSet]) -> dict[str, Yardstick]:
    """By what each experiment's runs are measured beside the others."""
    task = next((one.experiment.task for one in test_sets.values()), None)
    return _yardsticks(test_sets, tuple(test_sets)) if task else {}


def alone(test_sets: Mapping[str, TestSet]) -> dict[str, Yardstick]:
    """By what each experiment's runs are measured on their own."""
    return {id: Yardstick(test_set, {id: test_set}) for id, test_set in test_sets.items()}


def rows_of(
    store: Store,
    runs: Sequence[PlacedRun],
    measured: Mapping[str, Yardstick],
    answers: Answers | None = None,
) -> list[Row]:
    """Runs with their scores, in the same order."""
    place, answers = places(runs), answers or answers_of(store, runs)
    return [
        Row(
            one.run,
            one.experiment,
            one.data_name,
            place[one.experiment.id],
            _scores(answers, one.run, measured.get(one.experiment.id)),
        )
        for one in runs
    ]


def together_of(rows: Sequence[Row], measured: Mapping[str, Yardstick], answers: Answers) -> dict[str, Score]:
    """Scores of the mean answer of tested runs of one group; empty where its task has none."""
    if not rows or rows[0].experiment.id not in measured:
        return {}
    yardstick = measured[rows[0].experiment.id]
    key = (*yardstick.key, *(answers.key(row.run) for row in rows))
    return _together(answers, yardstick, [row.run for row in rows], key)


def standing_of(groups: Sequence[Group], measured: Yardstick, answers: Answers) -> Standing:
    """The tests between groups under one yardstick."""
    ids = tuple(tuple(answers.key(row.run) for row in group.tested) for group in groups)
    return _standing(answers, groups, measured, (*measured.key, *ids))


def _scores(answers: Answers, run: Run, measured: Yardstick | None) -> dict[str, Score]:
    loss = run.facts.get(LOSS.name)
    found: dict[str, Score] = {LOSS.name: float(loss)} if loss is not None else {}
    if run.state != "done" or measured is None:
        return found
    return _tested(answers, measured, run, (answers.key(run), *measured.key)) | found


@st.cache_resource(show_spinner=False, max_entries=32)
def _ground(_store: Store, _experiment: Experiment, _simple: Sequence[Run], id: str) -> TestSet:
    return TestSet(_experiment, baseline_arrays(_store, _simple), _simple[0].facts)


@st.cache_resource(show_spinner=False, max_entries=8)
def _yardsticks(_grounds: Mapping[str, TestSet], ids: tuple[str, ...]) -> dict[str, Yardstick]:
    return yardsticks(_grounds, comparisons()[_grounds[ids[0]].experiment.task])


@st.cache_data(show_spinner=False, max_entries=2000)
def _tested(_answers: Answers, _measured: Yardstick, _run: Run, key: tuple[str, ...]) -> dict[str, Score]:
    """Empty for a run that left no answers on the test."""
    test_set = _measured.test_set
    task = comparisons()[test_set.experiment.task]
    if task.recorded is not None:
        return task.recorded(_run.facts, test_set)
    answers = _measured.answers(_run.experiment, _answers(_run))
    return task.score(answers, test_set) if task.score is not None and "test" in answers else {}


@st.cache_data(show_spinner=False, max_entries=500)
def _together(
    _answers: Answers, _measured: Yardstick, _runs: Sequence[Run], key: tuple[str, ...]
) -> dict[str, Score]:
    task = comparisons()[_measured.test_set.experiment.task]
    if task.together is None or task.score is None:
        return {}
    told = [_measured.answers(run.experiment, _answers(run)) for run in _runs]
    return task.score(task.together(told), _measured.test_set)


@st.cache_data(show_spinner=False, max_entries=16)
def _standing(_answers: Answers, _groups: Sequence[Group], _measured: Yardstick, key: Any) -> Standing:
    task = comparisons()[_measured.test_set.experiment.task]
    return standing(
        _groups,
        _measured.test_set,
        task,
        lambda run: _measured.answers(run.experiment, _answers(run)),
    )
