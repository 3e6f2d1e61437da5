"""A sweep in the store: hidden settings, one winner, Stop and deletion; the same on both databases."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.engine.sweeping import Sweeping
from core.errors import UserError
from core.store.database import writing
from core.store.schema import experiments, runs
from core.store.waiting import place_of
from core.sweeps.api import queue_sweep
from core.sweeps.estimate import seconds_left, seconds_per_run
from core.sweeps.rows import (
    delete_sweep,
    latest_sweeps,
    rename_sweep,
    score_best,
    stop_sweep,
    sweep_of,
    sweep_that_chose,
    trials_of,
)
from core.sweeps.spec import suggested

ON_BOTH = True
LOSS = {"rnn": 3.0, "lstm": 1.0, "gru": 2.0}


@pytest.fixture
def queue(store, data, spec):
    """Ask for a sweep on the small series: three cells, one of two seeds' trainings for two sizes each."""

    def ask(**changes):
        wanted = replace(suggested(spec()), units=(3, 4), seeds=2)
        return queue_sweep(store, data, replace(wanted, **changes), "sizes")

    return ask


@pytest.fixture
def engine(store):
    """The engine's part, without workers."""
    return Sweeping(Ledger(store.engine, acquire(store.engine)))


def end(store, trials, state="done"):
    """End all runs of some trials, as the workers would."""
    with writing(store.engine) as connection:
        for run in (run for trial in trials for run in trial.runs if run.state == "queued"):
            facts = {"validation": LOSS[run.cell] + run.seed / 10 + run.units / 100, "samples": 100}
            values = {"state": state, "started": 10.0, "finished": 12.0 + run.seed}
            values |= {"facts": json.dumps(facts)} if state == "done" else {}
            if state == "failed":
                values["error"] = json.dumps({"key": "loss_not_finite", "facts": {"epoch": 2}})
            connection.execute(update(runs).where(runs.c.id == run.id).values(**values))


def drive(store, engine, id, state=lambda setting: "done"):
    """Let it go on until nothing new comes."""
    while sweep_of(store.engine, id).state == "running":
        engine.look(2)
        for trial in trials_of(store.engine, id):
            end(store, [trial], state(trial.setting))
    return sweep_of(store.engine, id)


def test_it_ends_with_every_setting_tried_once_and_one_ordinary_experiment(store, engine, queue):
    id = queue()
    done, trials = drive(store, engine, id), trials_of(store.engine, id)
    assert done.state == "done" and done.tried == len({trial.setting for trial in trials}) == 6
    winner = store.experiment(done.winner)
    assert (winner.spec.cells, winner.spec.model.units, winner.spec.seeds) == (("lstm",), 3, 2)
    assert [line.experiment.id for line in store.experiments()] == [winner.id] and winner.sweep is None
    assert [run.kind for run in store.runs(winner.id)] == [
        "simple",
        *["backtest"] * 2,
        *["refit"] * 2,
        *["final"] * 2,
    ]
    assert {run.kind for trial in trials for run in trial.runs} == {"trial"}
    assert sweep_that_chose(store.engine, winner.id).id == id and not engine.look(2)
    assert store.experiment(trials[0].experiment).sweep == id
    assert seconds_per_run(store.engine, done.data) == pytest.approx(3.5)


def test_another_engine_goes_on_where_one_was_killed(store, data, queue, spec):
    calm, shaken = queue(), queue()
    first = Sweeping(Ledger(store.engine, acquire(store.engine)))
    drive(store, first, calm)
    for _ in range(3):
        first.look(2)
        end(store, trials_of(store.engine, shaken)[:1])
        first = Sweeping(first.ledger)  # knows nothing but the store
    drive(store, first, shaken)
    settings = [[trial.setting for trial in trials_of(store.engine, id)] for id in (calm, shaken)]
    assert settings[0] == settings[1]


@pytest.mark.parametrize("sampler", ["random", "tpe"])
def test_samplers_keep_to_their_budget_and_try_nothing_twice(store, engine, queue, sampler):
    id = queue(sampler=sampler, budget=14, between=True, units=(2, 40), learning_rate=(0.001, 0.1), seeds=1)
    drive(store, engine, id)
    found = [trial.setting for trial in trials_of(store.engine, id)]
    assert len(set(found)) == len(found) == 14
    assert all(2 <= one.units <= 40 and 0.001 <= one.learning_rate <= 0.1 for one in found)
    assert len({one.units for one in found}) > 4
    if sampler == "tpe":
        assert sum(one.cell == "lstm" for one in found[10:]) >= 2, "it learns where the losses are low"


def test_a_small_space_is_tried_whole_and_no_more(store, engine, queue):
    id = queue(sampler="random", budget=50)
    assert drive(store, engine, id).tried == 6


def test_settings_that_diverge_do_not_end_it_and_cannot_win(store, engine, queue):
    id = queue()
    done = drive(store, engine, id, lambda setting: "failed" if setting.cell == "lstm" else "done")
    trials = trials_of(store.engine, id)
    assert done.state == "done" and store.experiment(done.winner).spec.cells == ("gru",)
    assert {trial.error["key"] for trial in trials if trial.state == "failed"} == {"loss_not_finite"}


def test_without_any_setting_that_ended_well_it_fails_with_a_reason(store, engine, queue):
    failed = drive(store, engine, queue(), lambda setting: "failed")
    assert failed.state == "failed" and failed.winner is None
    assert failed.error == {"key": "sweep_without_winner", "facts": {"tried": 6}}


def test_stop_ends_what_waits_and_the_best_so_far_can_be_scored_once(store, engine, queue):
    id = queue()
    for _ in range(3):
        engine.look(2)
        end(store, trials_of(store.engine, id))
    engine.look(2)
    stop_sweep(store.engine, id)
    stopped, trials = sweep_of(store.engine, id), trials_of(store.engine, id)
    assert stopped.state == "stopped" and [trial.state for trial in trials] == ["done"] * 3 + ["stopped"]
    assert not engine.look(2) and len(trials_of(store.engine, id)) == 4
    winner = score_best(store.engine, stopped)
    assert winner is not None and score_best(store.engine, stopped) is None
    assert sweep_of(store.engine, id).winner == winner and sweep_of(store.engine, id).state == "done"
    assert {run.state for run in store.runs(winner)} == {"queued"}


def test_a_setting_that_comes_too_late_for_stop_is_not_queued(store, engine, queue, monkeypatch):
    id = queue()
    seen = sweep_of(store.engine, id)
    stop_sweep(store.engine, id)
    monkeypatch.setattr("core.engine.sweeping.active_sweeps", lambda database: [seen])
    engine.look(2)
    assert trials_of(store.engine, id) == []


def test_minutes_end_it_with_what_there_is(store, engine, queue):
    id = queue(minutes=1)
    engine.look(1)
    trials = trials_of(store.engine, id)
    with writing(store.engine) as connection:  # it began two minutes ago
        mine = experiments.c.id == trials[0].experiment
        connection.execute(update(experiments).where(mine).values(created=trials[0].created - 120))
    assert seconds_left(sweep_of(store.engine, id), trials, 1) is None
    end(store, trials)
    assert drive(store, engine, id).tried == 1


def test_deleting_takes_all_it_tried_and_leaves_the_winner(store, engine, queue):
    id = queue()
    winner, hidden = drive(store, engine, id).winner, trials_of(store.engine, id)[0].experiment
    delete_sweep(store.engine, id)
    assert latest_sweeps(store.engine) == [] and store.experiment(winner)
    for gone, look in ((id, lambda id: sweep_of(store.engine, id)), (hidden, store.experiment)):
        with pytest.raises(UserError):
            look(gone)


def test_names_lists_and_owners(store, queue, data, spec):
    first, second = queue(), queue()
    rename_sweep(store.engine, first, " Mine \n")
    assert [sweep.name for sweep in latest_sweeps(store.engine)] == ["sizes", "Mine"]
    assert latest_sweeps(store.engine, owners={"somebody"}) == []
    with pytest.raises(UserError) as error:
        rename_sweep(store.engine, second, "  ")
    assert error.value.key == "blank_name"


@pytest.mark.parametrize("id", ["", "x", "0" * 32, "'; DROP TABLE sweeps; --"])
def test_an_unknown_address_is_told(store, id):
    with pytest.raises(UserError) as error:
        sweep_of(store.engine, id)
    assert error.value.key == "unknown_sweep"


def test_a_lookback_longer_than_the_series_allows_is_refused_before_anything_is_queued(store, queue):
    with pytest.raises(UserError) as error:
        queue(lookback=(5, 100))
    assert (error.value.key, error.value.facts["have"]) == ("series_too_short", 120)
    assert latest_sweeps(store.engine) == []


def test_a_sweep_takes_turns_as_one_experiment_does(store, engine, queue, create):
    wide = queue()
    for _ in range(2):
        engine.look(9)
    other = create()
    turns, served = Turns(), []
    for _ in range(4):
        run = turns.next_run(engine.ledger.queued(), [], engine.ledger)
        engine.ledger.begin(run)
        served.append(run.experiment == other)
    assert served == [False, True, False, True]
    assert place_of(store.engine, wide).sharing == place_of(store.engine, other).sharing == 1


def test_a_sampler_that_stumbles_ends_its_sweep_and_not_the_engine(store, engine, queue, monkeypatch):
    first, second = queue(), queue()

    def stumble(sweep, trials):
        if sweep.id == first:
            raise RuntimeError("out of ideas")

    monkeypatch.setattr("core.engine.sweeping._next", stumble)
    engine.look(2)
    assert sweep_of(store.engine, first).error["facts"]["reason"] == "RuntimeError: out of ideas"
    assert sweep_of(store.engine, second).error["key"] == "sweep_without_winner"
