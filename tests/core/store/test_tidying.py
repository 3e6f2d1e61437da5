"""Uploads that nobody uses go after a day; what an experiment or a sweep names never goes."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame
from sqlalchemy import select, text

from core.data.frame import canonical
from core.errors import UserError
from core.specs import to_json
from core.store import store as stores
from core.store import tidying
from core.store.data_folder import DATA, VECTORS
from core.store.database import writing
from core.store.forecasts import keep_forecast, kept_forecasts
from core.store.requests import KEPT, ask
from core.store.schema import brought, datasets, requests
from core.store.shares import DAY
from core.store.store import Store
from core.store.tidying import PRICES_KEPT, Swept, tidy
from core.store.whose import hand_over
from core.sweeps.api import queue_sweep
from core.sweeps.rows import delete_sweep
from core.sweeps.spec import suggested
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.vectors import WordVectors

ON_BOTH = True
NOW = 1_800_000_000.0


@pytest.fixture
def bring(store):
    """Returns `bring(number, at)`: a series that was uploaded then."""

    def add(number, at=NOW, owner="ann"):
        frame = DataFrame({"y": [float(n % 7) + number for n in range(120)]})
        data = canonical(frame, name=f"series {number}", source="upload", target="y")
        store.add_dataset(data, owner, now=at)
        _set_age(store, data.sha256, at)
        return data

    return add


@pytest.fixture
def queue(store, spec):
    def make(data, owner="ann"):
        wanted = spec(data=data.sha256)
        ends = forecast_ends(wanted, 1)
        return store.create_experiment(wanted, "x", ends, now=NOW, owner=owner)

    return make


def _set_age(store, hash, at, kind=DATA):
    os.utime(store.data.file(hash, kind), (at, at))


def kept(store):
    with writing(store.engine) as connection:
        rows = connection.execute(select(brought.c.hash, brought.c.owner)).all()
        return {row.hash for row in rows}, set(connection.execute(select(datasets.c.hash)).scalars())


def test_an_upload_that_was_never_used_goes_after_a_day_and_not_before(store, bring):
    data = bring(1)
    assert tidy(store, NOW + DAY - 1) == Swept(0, 0) and store.data.has(data.sha256)
    size = store.data.path(data.sha256).stat().st_size
    assert tidy(store, NOW + DAY + 1) == Swept(1, size)
    assert not store.data.has(data.sha256) and kept(store) == (set(), set())
    bring(1, NOW + 2 * DAY)  # who brings it again has it again
    assert store.data.has(data.sha256)


def test_what_an_experiment_names_stays_and_goes_with_the_last_one(store, bring, queue):
    data = bring(1)
    first, second = queue(data), queue(data, "ben")
    assert tidy(store, NOW + 99 * DAY).files == 0
    store.delete(first)
    assert tidy(store, NOW + 99 * DAY).files == 0 and store.dataset(data.sha256).sha256 == data.sha256
    assert kept(store)[0] == set()  # it counts for ann no more
    store.delete(second)
    assert tidy(store, NOW + 99 * DAY).files == 1


def test_what_a_sweep_names_stays_and_goes_with_it(store, data, spec):
    sweep = queue_sweep(store, data, replace(suggested(spec(refit=False)), units=(4,), seeds=1), owner="ann")
    _set_age(store, data.sha256, NOW - 9 * DAY)
    later = 4e9
    assert tidy(store, later).files == 0
    delete_sweep(store.engine, sweep)
    assert tidy(store, later).files == 1


def test_a_visit_that_is_open_keeps_what_it_has_in_hand(store, bring):
    data = bring(1)
    store.renew([(data.sha256, DATA)], NOW + 20 * 3600)
    assert tidy(store, NOW + DAY + 1).files == 0
    assert tidy(store, NOW + 20 * 3600 + DAY + 1).files == 1


def test_word_vectors_stay_as_long_as_an_experiment_names_them(store, data, spec):
    values = np.ones((1, 3), np.float32)
    vectors = WordVectors(("good",), values)
    store.add_dataset(data, "ann", now=NOW)
    store.add_vectors(vectors, "ann", now=NOW)
    for hash, kind in ((vectors.sha256, VECTORS), (data.sha256, DATA)):
        _set_age(store, hash, NOW, kind)
    id = store.create_experiment(spec(), "x", forecast_ends(spec(), 1), owner="ann")
    of_texts = to_json(replace(spec(), task=SentimentSpec(vectors=vectors.sha256)))
    with writing(store.engine) as connection:
        wanted = {"spec": of_texts, "id": id}
        connection.execute(text("UPDATE experiments SET task='sentiment', spec=:spec WHERE id=:id"), wanted)
    assert tidy(store, 4e9).files == 0 and store.data.has(vectors.sha256, VECTORS)
    store.delete(id)
    assert tidy(store, 4e9).files == 2


@pytest.mark.parametrize("first", ["sweep", "queue"])
def test_who_queues_at_that_very_moment_is_told_or_keeps_the_data(store, bring, queue, monkeypatch, first):
    """The other has to wait for the transaction of whoever is first, and then sees what it did."""
    data = bring(1)
    inside, go_on = threading.Event(), threading.Event()
    true = stores.require_kept

    def slowly(*given):
        true(*given)
        if first == "queue":
            inside.set()
            go_on.wait(5)

    monkeypatch.setattr(stores, "require_kept", slowly)
    with ThreadPoolExecutor(2) as pool:
        if first == "queue":
            queued = pool.submit(queue, data)
            assert inside.wait(5)
            swept = pool.submit(tidy, store, NOW + DAY + 1)
            assert not swept.done()
            go_on.set()
            assert swept.result().files == 0 and store.data.has(data.sha256)
            assert store.experiment(queued.result()).data == data.sha256
        else:
            assert pool.submit(tidy, store, NOW + DAY + 1).result().files == 1
            with pytest.raises(UserError, match="data_gone"):
                queue(data)
            assert store.experiments() == []


def test_whatever_the_order_no_experiment_is_without_its_data(store, bring, spec, monkeypatch):
    """Many bring, queue and sweep at once; on the sweepers' clock all of that was long ago."""
    monkeypatch.setattr(tidying, "LEFT_OVER", ())
    data = bring(1)
    wanted = spec(data=data.sha256)
    ends = forecast_ends(wanted, 1)

    def one(number):
        if number % 3 == 0:
            return tidy(store, 4e9)
        try:
            store.add_dataset(data, now=NOW)
            return store.create_experiment(wanted, "x", ends, now=NOW)
        except UserError as error:
            assert error.key == "data_gone"

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(24)))
    assert not store.experiments() or store.data.has(data.sha256)


def test_what_killed_processes_left_goes_and_what_is_at_work_stays(store):
    old = ["data/x.parquet.ab.part", "public/tmpab12", "public/y.part", "tickers/prices_A_1y.9.part"]
    young = [name.replace("ab", "cd").replace("y.", "z.").replace("_A", "_B") for name in old]
    others = {"public/set.csv": NOW - 99 * DAY, "tickers/prices_C_1y.parquet": NOW - DAY}
    dead = {"tickers/prices_D_1y.parquet": NOW - PRICES_KEPT - 1}
    ages = dict.fromkeys(old, NOW - DAY - 1) | dict.fromkeys(young, NOW - 60) | others | dead
    for name, at in ages.items():
        path = store.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        os.utime(path, (at, at))
    assert tidy(store, NOW).files == len(old) + len(dead)
    assert all((store.folder / name).exists() for name in (*young, *others))


def test_a_public_set_stays_though_nobody_has_used_it_yet(store, bring):
    data = bring(1, owner=None)
    (store.folder / "public").mkdir()
    (store.folder / "public" / "set.sha256").write_text(data.sha256)
    assert tidy(store, 4e9).files == 0


def test_what_a_browser_brought_is_handed_on_with_its_experiments(store, bring, queue):
    data = bring(1, owner="browser")
    bring(2, owner="browser")
    bring(2, owner="ann")
    queue(data, "browser")
    hand_over(store.engine, {"browser"}, "ann")
    with writing(store.engine) as connection:
        owners = connection.execute(select(brought.c.owner)).scalars().all()
    assert owners == ["ann", "ann"] and tidy(store, 4e9).files == 1


def test_old_questions_go(store, create):
    ask(store.engine, create(), "score", now=NOW, texts=["x"])
    tidy(store, NOW + KEPT + 1)
    with writing(store.engine) as connection:
        assert connection.execute(select(requests.c.id)).all() == []


def test_files_that_are_not_ours_stay(store, bring, tmp_path):
    """A folder may hold what another database names, or what a person put there."""
    data = bring(1)
    path = store.data.folder / "notes.txt"
    path.write_text("x")
    os.utime(path, (1, 1))
    other = Store(store.folder, url=f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert tidy(other, 4e9).files == 0 and path.exists() and store.data.has(data.sha256)
    assert tidy(store, 4e9).files == 1 and path.exists()
    other.close()


def test_the_rows_of_an_experiments_latest_forecast_stay(store, bring, queue):
    id = queue(bring(0))
    older, newer, others = (bring(number) for number in (1, 2, 3))
    for at, data in enumerate((older, newer)):
        keep_forecast(store.engine, id, "trained", data.sha256, "{}", NOW + at)
    again = keep_forecast(store.engine, id, "trained", newer.sha256, "other", NOW + 9)
    assert (again.body, again.made) == ("{}", NOW + 1)  # what was told first stays
    tidy(store, NOW + 2 * DAY)
    left = {path.stem for path in store.data.folder.iterdir()}
    assert newer.sha256 in left and not {older.sha256, others.sha256} & left
    store.delete(id)
    assert kept_forecasts(store.engine, id) == []
