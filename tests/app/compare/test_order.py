"""The same runs in any order of the address make the same page."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.compare.advice import headline, reasons
from app.compare.pairs import pair_rows
from app.compare.runs_table import all_runs
from app.compare.view import view_of
from app.i18n import translator
from core.compare.rows import picked
from core.store.across import latest_runs
from core.tasks.compared import comparisons
from core.tasks.forecast.spec import QUICK
from tests import conftest as filling

T = translator("en")


@pytest.fixture
def runs(filled_store, monkeypatch):
    """Three experiments on one test, each with a ridge of its own, one on other data, one still waiting."""
    store, first = filled_store()
    task = store.experiment(first).spec.task
    monkeypatch.setitem(filling.SIMPLE_NOISE, "ridge", 0.2)
    filled_store(task=replace(task, lookback=task.lookback + 4))
    monkeypatch.setitem(filling.SIMPLE_NOISE, "ridge", 0.5)
    filled_store(model=replace(QUICK.model, units=8))
    filled_store("done", "random_walk")
    filled_store("queued")
    return latest_runs(store.engine, None, 10)


def page_of(found):
    """All that the page says of some runs."""
    view = view_of(T, picked(found, [one.run.id for one in found], comparisons()))
    looks = [(one.color, one.symbol, one.dash, one.width) for one in view.looks]
    pairs = pair_rows(view, view.standing) if view.standing else []
    return headline(view), reasons(view), view.names, looks, pairs, all_runs(view).to_csv()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_every_order_of_the_same_runs_makes_the_same_page(runs, data):
    some = data.draw(st.lists(st.sampled_from(range(len(runs))), min_size=2, unique=True))
    other = data.draw(st.permutations(some))
    assert page_of([runs[n] for n in some]) == page_of([runs[n] for n in other])


def test_all_are_measured_by_the_best_simple_method_of_all(runs):
    view = view_of(T, picked(runs, [], comparisons()))
    assert (
        view.standing.reference.startswith("ridge@") and view.method(view.standing.reference) == "Ridge · B"
    )
    assert {name.split("@")[0] for name in view.standing.simple} == {
        "last_value",
        "mean",
        "ets",
        "theta",
        "ridge",
    }
    assert len([one for one in view.standing.simple if one.startswith("ridge@")]) == 3
    mine = [row for row in view.rows if row.place < 3]
    alone = view_of(
        T, picked([one for one in runs if one.experiment.id == mine[0].experiment.id], [], comparisons())
    )
    assert mine[0].scores["mae"] == alone.rows[0].scores["mae"]  # the same origins
    assert mine[0].scores["skill"] < alone.rows[0].scores["skill"]  # against a better simple method
