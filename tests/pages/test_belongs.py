"""Whoever has an address reads; only who made it, and an operator, changes it: whatever is pressed."""

import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import select, update

from app import changes, people
from app.browsers import COOKIE, new_key
from app.compare.runs_table import all_runs
from app.compare.view import view_of
from app.exports.bundle import bundle
from app.i18n import translator
from app.tasks.forecast.export.contents import forecast_exports
from core.compare.rows import picked
from core.data.frame import canonical
from core.errors import UserError
from core.examples import example
from core.specs import to_json
from core.store.across import runs_asked_for
from core.store.database import writing
from core.store.schema import experiments, runs, sweeps
from core.store.store import Store
from core.sweeps.rows import latest_sweeps, sweep_of, trials_of
from core.tasks.compared import comparisons
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.text.samples import load_text_sample
from tests.memory import fill_memory
from tests.sweeps import fill_sweep
from tests.texts import fill_texts

T = translator("en")
LEAVES = ("language", "people.sign")  # the page, with all that was to be seen on it


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setenv("UNROLLED_SHARED", "1")


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def browser(monkeypatch, shared):
    """Returns `browser(name)`: from then on pages are opened by that browser; returns its hash."""
    keys = {}

    def use(name):
        cookies = {COOKIE: keys.setdefault(name, new_key())} if name else {}
        monkeypatch.setattr(people.st.context.__class__, "cookies", property(lambda _: cookies))
        return people.browser()

    return use


@pytest.fixture
def signed_in(monkeypatch, shared):
    """Returns `sign_in(**claims)`."""

    def sign_in(**claims):
        user = SimpleNamespace(is_logged_in=False)
        if claims:
            user = type("User", (dict,), {"is_logged_in": True})(iss="https://id.example.org", **claims)
        monkeypatch.setattr(people, "may_sign_in", lambda: True)
        monkeypatch.setattr("app.experiments.sign_in.may_sign_in", lambda: True)
        monkeypatch.setattr(st, "user", user)

    return sign_in


def give(store, owner):
    """Everything in the store belongs to somebody from now on."""
    with writing(store.engine) as connection:
        for table in (experiments, sweeps):
            connection.execute(update(table).values(owner=owner))


def held(store, owner):
    """All that the store says about somebody's things, but for what was found out about them."""
    with store.engine.connect() as connection:
        mine = connection.execute(select(experiments).where(experiments.c.owner == owner)).mappings().all()
        ids = [row["id"] for row in mine]
        rows = [{name: row[name] for name in row if name != "found"} for row in mine]
        rows += map(dict, connection.execute(select(runs).where(runs.c.experiment.in_(ids))).mappings())
        rows += map(dict, connection.execute(select(sweeps).where(sweeps.c.owner == owner)).mappings())
    return sorted(rows, key=lambda row: row["id"])


def words(shown):
    kinds = ("title", "markdown", "caption", "info", "error", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


def links(shown):
    return " ".join(str(one.proto) for one in shown.get("page_link"))


def press_everything(open_it):
    """Open a page again and again, each time pressing another of its buttons; the keys that were pressed."""
    pressed = set()
    while True:
        shown = open_it()
        assert not shown.exception
        left = [one for one in shown.button if one.key not in pressed and not one.key.startswith(LEAVES)]
        if not left or len(pressed) > 60:
            return pressed
        pressed.add(left[0].key)
        if not left[0].disabled:
            assert not left[0].click().run().exception


def running_sweep(store):
    return fill_sweep(store, "running")


def stopped_sweep(store):
    return fill_sweep(store, "stopped")


def finished_sweep(store):
    return fill_sweep(store, "done")


KINDS = {  # of things: the page that shows it, what the address says, and how it is made
    "forecast": ("forecast", "experiment", lambda store, fill: fill("done", "random_walk")[1]),
    "forecast at work": ("forecast", "experiment", lambda store, fill: fill("running", "random_walk")[1]),
    "texts": ("sentiment", "experiment", lambda store, fill: fill_texts(store)),
    "texts at work": ("sentiment", "experiment", lambda store, fill: fill_texts(store, "running")),
    "memory": ("memory", "experiment", lambda store, fill: fill_memory(store)),
    "memory at work": ("memory", "experiment", lambda store, fill: fill_memory(store, "running")),
    "sweep": ("sweep", "sweep", lambda store, fill: finished_sweep(store)),
    "sweep at work": ("sweep", "sweep", lambda store, fill: running_sweep(store)),
    "stopped sweep": ("sweep", "sweep", lambda store, fill: stopped_sweep(store)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_presses_every_button_and_nothing_of_the_makers_changes(
    page, store, filled_store, browser, kind
):
    name, what, make = KINDS[kind]
    id = make(store, filled_store)
    give(store, browser("maker"))
    before = held(store, browser("maker"))
    browser("reader")
    assert T(f"people.reading.{what}") in words(page(name, **{what: id}))
    pressed = press_everything(lambda: page(name, **{what: id}))
    assert pressed and not pressed & {"progress.stop", "sweep.stop", "sweep.score"}
    assert held(store, browser("maker")) == before


@pytest.mark.parametrize("state", ["running", "done"])
@pytest.mark.parametrize("task", ["forecast", "sentiment"])
def test_the_address_of_a_setting_hands_out_no_sweep_to_readers(page, store, browser, task, state):
    sweep = fill_sweep(store, state, task=task)
    give(store, browser("maker"))
    first = trials_of(store.engine, sweep)[0].experiment
    browser("reader")
    shown = page(task, experiment=first)
    assert [one.value for one in shown.error] == [T("error.setting_of_sweep")] and not shown.exception
    assert T("sweep.ranking") not in words(shown) and sweep not in repr(shown)
    browser("maker")
    shown = page(task, experiment=first)
    assert not shown.error and shown.title[0].value != T(f"page.{task}") and not shown.exception


@pytest.mark.parametrize("name", ["compare", "inside", "experiments", "learn", "sweep", ""])
def test_no_other_page_gives_a_reader_a_way_to_change_it(page, store, filled_store, browser, name):
    _, id = filled_store("done", "random_walk")
    sweep = fill_sweep(store, "stopped")
    give(store, browser("maker"))
    before = held(store, browser("maker"))
    browser("reader")
    asked = {"runs": ",".join(run.id for run in store.runs(id))} if name == "compare" else {"experiment": id}
    press_everything(lambda: page(name, **asked))
    assert held(store, browser("maker")) == before and sweep_of(store.engine, sweep)


def test_a_copy_is_the_readers_own_on_the_readers_list(page, store, filled_store, browser):
    _, id = filled_store("done", "random_walk")
    give(store, browser("maker"))
    reader = browser("reader")
    shown = page("forecast", experiment=id)
    assert shown.button(key="forecast.again").label == T("setup.again_own")
    assert shown.button(key="forecast.change").label == T("setup.change_own")
    shown.button(key="forecast.again").click().run()
    (line,) = store.experiments(owners={reader})
    assert line.experiment.spec == store.experiment(id).spec and line.experiment.id != id
    again = page("forecast", experiment=line.experiment.id)
    assert T("people.reading.experiment") not in words(again) and again.button(key="progress.stop")
    other = page("forecast", experiment=id, setup="1")
    assert T("people.reading.setup") in words(other)


def test_the_maker_stops_renames_and_deletes(page, store, filled_store, browser):
    _, id = filled_store("running", "random_walk")
    give(store, browser("maker"))
    shown = page("forecast", experiment=id)
    assert T("people.reading.experiment") not in words(shown)
    shown.button(key="progress.stop").click().run()
    assert store.experiment(id).stop_requested
    listed = page("experiments")
    assert [one.key for one in listed.button if one.key.startswith("experiments.open.")] == [
        f"experiments.open.{id}"
    ]


CHANGES = {
    "stop_experiment": (),
    "rename_experiment": ("other",),
    "delete_experiment": (),
    "stop_the_sweep": (),
    "rename_the_sweep": ("other",),
    "delete_the_sweep": (),
    "score_the_best": (),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_refused_where_it_is_done_not_where_it_is_drawn(
    store, filled_store, browser, monkeypatch, name
):
    """A forged message may press what was drawn for the maker, or before the maker left."""
    _, id = filled_store("running", "random_walk")
    sweep = fill_sweep(store, "running")
    give(store, browser("maker"))
    before = held(store, browser("maker"))
    monkeypatch.setattr(changes, "open_store", lambda: store)
    browser("reader")
    with pytest.raises(UserError) as refused:
        getattr(changes, name)(sweep if "swe" in name or "best" in name else id, *CHANGES[name])
    assert refused.value.key == "not_yours" and held(store, browser("maker")) == before
    browser("maker")
    getattr(changes, name)(sweep if "swe" in name or "best" in name else id, *CHANGES[name])
    assert name == "score_the_best" or held(store, browser("maker")) != before


def test_a_browsers_key_is_not_what_the_store_keeps_and_an_id_does_not_tell_it(store, browser):
    kept = browser("maker")
    key = st.context.cookies[COOKIE]
    assert kept != key and len(kept) == 64 and browser("maker") == kept != browser("reader")


@pytest.mark.parametrize("cookie", ["", "a", "x" * 42, "x" * 44, "../" + "x" * 40, "é" * 43, "x" * 42 + "\n"])
def test_what_is_no_key_is_as_if_there_were_none(monkeypatch, shared, cookie):
    monkeypatch.setattr(st.context.__class__, "cookies", property(lambda _: {COOKIE: cookie}))
    assert people.browser() is None


def test_on_ones_own_machine_everything_is_ones_own(page, store, filled_store):
    _, id = filled_store("running", "random_walk")
    give(store, "somebody")
    shown = page("forecast", experiment=id)
    assert T("people.reading.experiment") not in words(shown)
    shown.button(key="progress.stop").click().run()
    assert store.experiment(id).stop_requested


def test_an_example_is_nobodys_and_says_only_that_it_is_one(page, store, browser, monkeypatch):
    browser("reader")
    one = example(store, "forecast", "Example")
    assert T("people.reading.experiment") not in words(page("forecast", experiment=one.id))
    monkeypatch.setattr(changes, "open_store", lambda: store)
    with pytest.raises(UserError):
        changes.delete_experiment(one.id)


def test_ten_letters_of_a_strangers_run_open_nothing_and_all_of_them_do(page, store, filled_store, browser):
    _, id = filled_store("done", "random_walk")
    give(store, browser("maker"))
    whole = [run.id for run in store.runs(id) if run.kind == "backtest"]
    assert id in links(page("compare", runs=",".join(one[:10] for one in whole)))
    browser("reader")
    shown = page("compare", runs=",".join(one[:10] for one in whole))
    assert id not in links(shown) and T("compare.unknown", count=len(whole)) in words(shown)
    assert id in links(page("compare", runs=",".join(whole)))


def test_nobody_learns_that_somebody_else_did_the_same_before(page, store, filled_store, browser):
    _, id = filled_store("done", "random_walk")
    give(store, browser("maker"))
    reader = browser("reader")
    shown = page("forecast", experiment=id, setup="1")
    shown.button(key="setup.train").click().run()
    (line,) = store.experiments(owners={reader})
    assert line.experiment.id != id and shown.query_params["experiment"] != id


def test_the_winner_does_not_hand_out_its_sweep(page, store, browser):
    sweep = sweep_of(store.engine, fill_sweep(store, "done"))
    give(store, browser("maker"))
    assert page("forecast", experiment=sweep.winner).button(key="sweep.back")
    browser("reader")
    shown = page("forecast", experiment=sweep.winner)
    assert "sweep.back" not in [one.key for one in shown.button] and T("people.reading.experiment") in words(
        shown
    )
    assert latest_sweeps(store.engine, owners={"nobody"}) == [] and trials_of(store.engine, sweep.id)


@pytest.mark.parametrize(
    ("named", "claims", "operator"),
    [
        ("ann@example.org", {"email": "ann@example.org", "email_verified": True}, True),
        (" x@y.org , ANN@example.org", {"email": "Ann@Example.org", "email_verified": "true"}, True),
        ("subject 1,x", {"email": None}, True),
        ("ann@example.org", {"email": "ann@example.org", "email_verified": False}, False),
        ("ann@example.org", {"email": "ann@example.org"}, False),
        ("ann@example.org", {"email": "other@example.org", "email_verified": True}, False),
        ("ann@example.org", {"name": "ann@example.org", "email_verified": True}, False),
        ("kim@example.org", {"email": "\u212aim@example.org", "email_verified": True}, False),  # Kelvin
        ("", {"email": "", "email_verified": True}, False),
        (",", {"email": "", "email_verified": True}, False),
        ("none", {"email": None, "email_verified": True}, False),
    ],
)
def test_operators_are_those_whom_the_provider_vouches_for(monkeypatch, signed_in, named, claims, operator):
    monkeypatch.setenv(people.OPERATORS, named)
    signed_in(sub="subject 1", **claims)
    assert people.is_operator() is operator
    signed_in()
    assert people.is_operator() is False


def test_an_operator_sees_everybodys_and_stops_what_starves_others(
    page, store, filled_store, browser, signed_in, monkeypatch
):
    _, id = filled_store("running", "random_walk")
    sweep = fill_sweep(store, "running")
    give(store, browser("maker"))
    browser("operator")
    monkeypatch.setenv(people.OPERATORS, "boss")
    signed_in(sub="nobody")
    assert "people.everybody.experiments" not in [one.key for one in page("experiments").toggle]
    signed_in(sub="boss")
    listed = page("experiments")
    assert not [one for one in listed.button if one.key.startswith("experiments.open.")]
    listed.toggle(key="people.everybody.experiments").set_value(True).run()
    assert listed.button(key=f"experiments.open.{id}") and not listed.exception
    swept = page("sweep")
    swept.toggle(key="people.everybody.sweep").set_value(True).run()
    assert swept.button(key=f"sweep.open.{sweep}")
    shown = page("forecast", experiment=id)
    assert T("people.operator.experiment") in words(shown)
    shown.button(key="progress.stop").click().run()
    page("sweep", sweep=sweep).button(key="sweep.stop").click().run()
    assert store.experiment(id).stop_requested and sweep_of(store.engine, sweep).state == "stopped"


def test_who_signs_in_finds_both_lists_and_may_take_what_is_the_browsers(
    page, store, filled_store, browser, signed_in
):
    _, id = filled_store("done", "random_walk")
    signed_in()
    give(store, browser("shared computer"))
    assert "people.claim" not in [one.key for one in page("experiments").button]
    signed_in(sub="ann", name="ann")
    listed = page("experiments")
    assert listed.button(key=f"experiments.open.{id}") and T("people.also_here") in words(listed)
    listed.button(key="people.claim").click().run()
    assert listed.button(key=f"experiments.open.{id}") and T("people.also_here") not in words(listed)
    signed_in()
    assert f"experiments.open.{id}" not in [one.key for one in page("experiments").button]
    signed_in(sub="bob", name="bob")
    assert f"experiments.open.{id}" not in [one.key for one in page("experiments").button]


def test_what_was_made_before_a_key_came_stays_ones_own_for_the_visit(page, store, browser):
    browser(None)
    shown = page()
    shown.button(key="home.train.weekly_stocks").click().run()
    (line,) = store.experiments()
    browser("now with a key")
    shown.switch_page("pages/experiments.py").run()
    assert shown.button(key=f"experiments.open.{line.experiment.id}")


def test_files_that_are_handed_on_hold_no_key(page, store, filled_store, browser):
    _, id = filled_store("done", "random_walk")
    experiment, all = store.experiment(id), store.runs(id)
    data, known = store.dataset(experiment.data), outcome(store, experiment, all)
    made = forecast_exports(
        T, "en", experiment, all, data, known, store.arrays, lambda run: store.artifact(run.id, "weights")
    )
    body = bundle(T, experiment, all, made)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(io.BytesIO(files["workbook.xlsx"])) as workbook:
        files |= {f"workbook/{name}": workbook.read(name) for name in workbook.namelist()}
    keys = [id, *(run.id for run in all)]
    assert [name for name, held in files.items() for key in keys if key.encode() in held] == []
    shown = all_runs(view_of(T, picked(runs_asked_for(store.engine, keys, None, 60), [], comparisons())))
    assert not set(shown.index) & set(keys) and {len(one) for one in shown.index} == {10}


def private_data(store, owner, name="layoffs in March"):
    """A series that somebody uploaded."""
    frame = pd.DataFrame({"y": np.sin(np.arange(300) / 5)})
    data = canonical(frame, name=name, source="upload", target="y")
    store.add_dataset(data, owner)
    return data, to_json(
        replace(QUICK, data=data.sha256, task=ForecastSpec(target="y", horizon=1, lookback=8))
    )


def test_the_hash_of_data_opens_only_what_is_ones_own(page, store, browser):
    data, setup = private_data(store, browser("maker"))
    assert "layoffs in March" in words(page("sweep", base=setup))
    browser("reader")  # who has read the hash in a report
    shown = page("sweep", base=setup)
    told = words(shown)
    assert T("error.data_gone") in told and "layoffs" not in told
    missing = words(page("sweep", base=setup.replace(data.sha256, "0" * 64)))
    assert missing == told  # whether it is there is nobody else's to know
    _, theirs = private_data(store, browser("reader"), "exercise 3")
    told = words(page("sweep", base=theirs))
    assert "exercise 3" in told and "layoffs" not in told


def test_a_sweep_calls_its_data_as_whoever_asked_for_it(page, store, browser):
    private_data(store, browser("maker"))
    _, theirs = private_data(store, browser("reader"), "exercise 3")
    shown = page("sweep", base=theirs)
    shown.button(key="sweep.start").click().run()
    (sweep,) = latest_sweeps(store.engine, owners={browser("reader")})
    assert sweep.data_name == "exercise 3" and "layoffs" not in words(page("sweep", sweep=sweep.id))


def test_a_reader_varies_what_they_read_on_a_list_of_their_own(page, store, browser):
    brought = replace(load_text_sample("sentences_en"), name="complaints", source="upload")
    store.add_dataset(brought, browser("maker"))
    id = fill_texts(store)
    give(store, browser("maker"))
    reader = browser("reader")
    spec = store.experiment(id).spec
    assert T("error.data_gone") in words(page("sweep", base=to_json(spec)))
    shown = page("sentiment", experiment=id, setup="1")
    shown.button(key="setup.sweep").click().run()
    assert not shown.exception
    shown = page("sweep", base=to_json(spec))
    assert T("error.data_gone") not in words(shown)
    shown.button(key="sweep.start").click().run()
    (sweep,) = latest_sweeps(store.engine, owners={reader})
    assert sweep.data == spec.data and T("people.reading.sweep") not in words(page("sweep", sweep=sweep.id))


def test_samples_are_everybodys(page, store, browser, filled_store):
    _, id = filled_store("done", "random_walk")
    browser("reader")
    assert T("error.data_gone") not in words(page("sweep", base=to_json(store.experiment(id).spec)))
