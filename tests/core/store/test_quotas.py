"""Where several people are served, nobody takes more than a share; what is refused is told with figures."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from core.data.frame import canonical
from core.data.samples import load_sample
from core.errors import UserError
from core.store.brought import claim
from core.store.database import writing
from core.store.quotas import MOST, Quotas, quotas_from
from core.store.shares import DAY, MB
from core.store.usage import disk_use
from core.sweeps.api import queue_sweep
from core.sweeps.rows import stop_sweep
from core.sweeps.spec import suggested
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.memory.api import queue_memory
from core.tasks.memory.start import lab_spec

ON_BOTH = True
RUNS = 19  # of an experiment with two seeds


@pytest.fixture
def queue(store, data, spec):
    """Returns `queue(owner)`: an experiment of somebody's."""

    def make(owner, **changes):
        store.add_dataset(data, owner)
        wanted = spec(**changes)
        return store.create_experiment(wanted, "sevens", forecast_ends(wanted, 1), owner=owner)

    return make


def refused(ask, *given, **more):
    with pytest.raises(UserError) as error:
        ask(*given, **more)
    return error.value.key, error.value.facts


def series(number):
    """A small series that differs from others."""
    from pandas import DataFrame

    frame = DataFrame({"y": [float(n % 7) + number for n in range(120)]})
    return canonical(frame, name="one", source="upload", target="y")


def test_a_person_queues_no_more_runs_than_may_wait(store, queue, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUEUED", str(2 * RUNS))
    first = queue("ann")
    queue("ann")
    assert refused(queue, "ann") == ("quota_queued", {"have": 2 * RUNS, "new": RUNS, "most": 2 * RUNS})
    queue("ben")
    store.request_stop(first)
    queue("ann")


def test_nothing_is_limited_on_ones_own_machine(queue, monkeypatch):
    for name in ("MOST_QUEUED", "MOST_EXPERIMENTS", "MOST_QUEUED_IN_ALL", "MOST_DATA_MB", "MOST_UPLOAD_MB"):
        monkeypatch.setenv(f"UNROLLED_{name}", "1")
    monkeypatch.setenv("UNROLLED_LEAST_FREE_MB", str(MOST))
    for _ in range(3):
        queue(None)


def test_two_tabs_at_once_cannot_both_pass(store, queue, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUEUED", str(2 * RUNS))
    store.engine.dispose()

    def attempt(_):
        try:
            return bool(queue("ann"))
        except UserError as error:
            assert error.key == "quota_queued"
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 2
    assert sum(line.states["queued"] for line in store.experiments()) == 2 * RUNS


def test_a_sweep_counts_as_an_experiment_that_is_not_done(store, data, spec, queue, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_EXPERIMENTS", "2")
    wanted = replace(suggested(spec(refit=False)), units=(4,), seeds=1)
    sweep = queue_sweep(store, data, wanted, owner="ann")
    queue("ann")
    many = ("quota_experiments", {"have": 2, "most": 2})
    assert refused(queue, "ann") == many == refused(queue_sweep, store, data, wanted, owner="ann")
    assert refused(queue_memory, store, lab_spec(), owner="ann") == many
    stop_sweep(store.engine, sweep)
    queue("ann")


def test_all_together_queue_no_more_than_may_wait_in_all(queue, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUEUED_IN_ALL", str(3 * RUNS - 1))
    for name in ("ann", "ben"):
        queue(name)
    assert refused(queue, "cas") == ("quota_in_all", {"have": 2 * RUNS, "new": RUNS, "most": 3 * RUNS - 1})


def test_what_is_kept_for_a_person_is_counted_once_and_for_whoever_brought_it(store, monkeypatch):
    def brings(owner, hash, size, now):
        with writing(store.engine) as connection:
            claim(connection, (hash * 64, "parquet"), owner, size, now)

    monkeypatch.setenv("UNROLLED_MOST_DATA_MB", "3")
    now = 1_800_000_000.0
    brings("ann", "a", 2 * MB, now - 3 * DAY)
    store.add_dataset(series(1), "ann", now)
    store.add_dataset(series(1), "ann", now)
    brings("ann", "b", MB - store.data.path(series(1).sha256).stat().st_size, now - 2 * DAY)
    store.add_dataset(series(1), "ann", now)  # it is there
    key, facts = refused(store.add_dataset, series(2), "ann", now)
    assert (key, facts) == ("quota_data", {"then": 4, "most": 3})
    assert not store.data.has(series(2).sha256)
    store.add_dataset(series(2), "ben", now)
    store.add_dataset(series(2), None, now)


def test_a_sample_counts_for_nobody(store):
    store.add_dataset(load_sample("chaotic"), "ann")
    assert [one.owner for one in disk_use(store).people] == [""]


def test_within_a_day_a_person_brings_no_more_than_allowed(store, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_UPLOAD_MB", "1")
    now = 1_800_000_000.0
    with writing(store.engine) as connection:
        claim(connection, ("a" * 64, "npz"), "ann", MB, now)
    assert refused(store.add_dataset, series(1), "ann", now + 1)[0] == "quota_upload"
    store.add_dataset(series(1), "ann", now + DAY + 1)


def test_a_disk_without_room_for_others_takes_nothing(store, monkeypatch):
    monkeypatch.setenv("UNROLLED_LEAST_FREE_MB", str(MOST))
    assert refused(store.add_dataset, series(1), "ann") == ("quota_disk", {"least": MOST})


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "²", "9" * 5_000, str(MOST + 1)])
def test_a_wrong_figure_is_told_with_its_name(value):
    key, facts = refused(quotas_from, {"UNROLLED_MOST_QUEUED": value})
    assert (key, facts["name"], facts["value"]) == ("quota_wrong", "UNROLLED_MOST_QUEUED", value)


def test_what_is_not_set_is_as_usual_and_0_is_no_limit():
    assert quotas_from({"UNROLLED_MOST_QUEUED": ""}) == Quotas()
    assert quotas_from({"UNROLLED_MOST_QUEUED": "0"}).queued == 0
