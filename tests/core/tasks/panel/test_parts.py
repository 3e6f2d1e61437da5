"""The baselines of many series in parts: the same numbers as in one, whatever happens to a part."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.panel.parquet import facts_of
from core.engine.assignment import read_assignment
from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.store.across import baseline_runs
from core.store.store import Store
from core.tasks.panel import local, parts
from core.tasks.panel.baselines import run as do
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.parts import parts_of, places_of
from core.tasks.panel.prepare import prepare_panel
from core.tasks.queueing import queue
from core.tasks.results import baseline_arrays, baseline_run
from tests.core.tasks.panel.conftest import made, settings

SERIES = 7


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr("core.tasks.panel.baselines.tell", lambda *_, **__: None)
    monkeypatch.setattr("core.tasks.panel.baselines.asked_to_stop", lambda key: False)
    for name in ("ets", "theta"):  # they take long
        monkeypatch.setitem(local.MOST_FITTED, name, SERIES - 1)
    found = Store(tmp_path)
    yield found
    found.close()


@pytest.fixture
def in_parts(store, monkeypatch):
    """Queues the same series so that a part has at least so many; returns the experiment's id."""

    def asked(fewest):
        monkeypatch.setattr(parts, "FEWEST", fewest)
        facts = keep_panel(store, made(shops=SERIES))
        return queue(store, facts, settings(facts))

    return asked


def ledger_of(store):
    return Ledger(store.engine, acquire(store.engine))


def next_part(store, ledger):
    run = Turns().next_run(ledger.queued(), [], ledger)
    assignment, attempt = read_assignment(store, ledger, run), ledger.begin(run)
    return assignment.job(attempt)


def done(store, ledger, count):
    for _ in range(count):
        job = next_part(store, ledger)
        assert job.kind == "simple"
        ledger.end(job.run, job.attempt, do(job))


@given(series=st.integers(1, 10_000), count=st.integers(1, 16))
def test_parts_hold_every_series_once_and_are_as_large_as_one_another(series, count):
    each = [places_of(series, part, count) for part in range(count)]
    assert [place for one in each for place in one] == list(range(series))
    sizes = [len(one) for one in each]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(("series", "count"), [(1, 1), (12, 1), (99, 1), (100, 2), (366, 7), (10_000, 16)])
def test_few_series_are_one_part_and_many_are_a_few(series, count):
    assert parts_of(replace(facts_of(made(shops=2)), series=series)) == count


def test_parts_leave_to_the_bit_what_one_run_leaves(store, in_parts, monkeypatch):
    monkeypatch.setitem(local.MOST_FITTED, "theta", SERIES)
    ledger, whole = ledger_of(store), in_parts(SERIES)
    done(store, ledger, 1)
    store.request_stop(whole)
    cut = in_parts(2)
    done(store, ledger, 3)
    one, several = (baseline_arrays(store, store.runs(id)) for id in (whole, cut))
    assert set(one) == set(several) and one["test/theta"].shape[0] == SERIES
    for name, values in one.items():
        np.testing.assert_array_equal(values, several[name], strict=True, err_msg=name)
    simple = [run for run in store.runs(cut) if run.kind == "simple"]
    assert [run.seed for run in simple] == [0, 1, 2]
    assert [run.facts["left_out"] for run in simple] == [{"ets": SERIES - 1}] * 3


def test_a_lost_worker_costs_its_part_alone_and_nothing_is_judged_meanwhile(store, in_parts):
    id, ledger = in_parts(2), ledger_of(store)
    done(store, ledger, 1)
    job = next_part(store, ledger)
    assert job.seed == 1
    ledger.lost(job.run, job.attempt)
    done(store, ledger, 1)
    states = [run.state for run in store.runs(id) if run.kind == "simple"]
    assert states == ["done", "done", "queued"]
    assert baseline_run(store.runs(id)) is None and baseline_runs(store.engine, [id]) == {}
    assert "simple" not in store.experiments()[0].finished
    done(store, ledger, 1)
    runs = store.runs(id)
    assert [run.attempt for run in runs if run.kind == "simple"] == [1, 2, 1]
    assert baseline_run(runs).seed == 0 and len(baseline_runs(store.engine, [id])[id]) == 3
    assert "simple" in store.experiments()[0].finished


def test_what_was_queued_in_one_part_is_done_in_one_whatever_would_be_cut_today(store, in_parts, monkeypatch):
    id, ledger = in_parts(SERIES), ledger_of(store)
    monkeypatch.setattr(parts, "FEWEST", 1)
    done(store, ledger, 1)
    assert baseline_arrays(store, store.runs(id))["test/last_value"].shape[0] == SERIES


def test_a_method_that_fails_on_a_series_counts_it_once_and_a_simpler_one_stands_in(monkeypatch):
    data = made(shops=3)
    ready = prepare_panel(data, settings(facts_of(data)).task)
    honest = local.baseline_forecasts

    def without_theta(values, **asked):
        found = honest(values, **asked)
        small = float(np.nanmean(values)) < 15  # the first shop
        kept = {name: one for name, one in found.forecasts.items() if name != "theta" or not small}
        return replace(found, forecasts=kept)

    monkeypatch.setattr(local, "baseline_forecasts", without_theta)
    monkeypatch.setitem(local.MOST_FITTED, "ets", 0)
    found = local.local_forecasts(ready, range(3))
    assert found.failed == {"theta": 1}
    np.testing.assert_array_equal(found.arrays["test/theta"][0], found.arrays["test/seasonal_naive"][0])
    assert not np.array_equal(found.arrays["test/theta"][1], found.arrays["test/seasonal_naive"][1])
