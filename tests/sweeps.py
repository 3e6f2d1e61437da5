"""Sweeps in a store, with made-up losses and nothing trained."""

import json
from dataclasses import replace

import numpy as np
from sqlalchemy import insert, update

from core.arrays import pack
from core.data.samples import SAMPLES, load_sample
from core.store.database import writing
from core.store.kept_texts import keep_texts
from core.store.schema import artifacts, runs, sweeps
from core.sweeps.api import queue_sweep
from core.sweeps.rows import insert_trial, insert_winner, stop_sweep, sweep_of, trials_of
from core.sweeps.spec import suggested
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.sentiment.spec import TEXTS
from core.text.samples import load_text_sample
from tests.conftest import DIVERGED, STARTED, Filler
from tests.texts import fill_texts

LOSS = {"rnn": 0.6, "lstm": 0.4, "gru": 0.41, "mgu": 0.43}
ROWS = 200  # that a setting is judged on


def begin(store, task="forecast", name=None, owner=None, **changes):
    """Ask for a sweep of three cells with two sizes; returns its id."""
    if task == "forecast":
        advice, data = SAMPLES["chaotic"], load_sample("chaotic")
        wanted = ForecastSpec(target=advice.target, horizon=5, lookback=advice.lookback)
        base = replace(QUICK, data=data.sha256, task=wanted)
    else:
        data = keep_texts(store, load_text_sample("sentences_en"))
        base = replace(TEXTS, data=data.sha256)
    spec = replace(suggested(base), **{"units": (16, 32), "seeds": 2} | changes)
    return queue_sweep(store, data, spec, name, owner)


def try_settings(store, id, count=None, states=None):
    """Begin settings in the grid's order and end them; `states` tells how by place, "done" otherwise."""
    sweep = sweep_of(store.engine, id)
    for setting in list(sweep.spec.grid())[:count]:
        with writing(store.engine) as connection:
            insert_trial(connection, sweep, setting)
    for trial in trials_of(store.engine, id):
        state = (states or {}).get(trial.number - 1, "done")
        with writing(store.engine) as connection:
            for run in trial.runs:
                _end(connection, run, trial, state)


def _end(connection, run, trial, state):
    shared, own = np.random.default_rng(1), np.random.default_rng(trial.number)
    losses = shared.gamma(9, 1 / 9, ROWS) * LOSS[run.cell] + 0.05 * own.standard_normal(ROWS)
    losses += 0.01 * run.seed + trial.setting.units / 1000
    values = {"state": state}
    if state != "queued":
        values |= {"started": STARTED, "kernel": "standard"}
    if state == "done":
        facts = {
            "validation": float(losses.mean()),
            "seconds": 4.0,
            "samples": 9000,
            "best_updates": 112,
            "best_epoch": 7.0,
        }
        facts |= {"accuracy": 0.8, "val_loss": 0.1, "updates": 144, "check": 16, "epochs": 9.0}
        values |= {"facts": json.dumps(facts), "finished": STARTED + 5}
        connection.execute(insert(artifacts).values(run=run.id, name="arrays", body=pack({"losses": losses})))
    if state == "failed":
        values |= {"error": json.dumps(DIVERGED), "finished": STARTED + 5}
    connection.execute(update(runs).where(runs.c.id == run.id).values(**values))


def fill_sweep(store, state="done", task="forecast", states=None, **changes):
    """A sweep that is "done", "scoring", "running", "stopped", "failed" or has just "begun"; its id."""
    id = begin(store, task, **changes)
    if state == "begun":
        return id
    if state == "failed":
        try_settings(store, id, states={place: "failed" for place in range(6)})
        error = json.dumps({"key": "sweep_without_winner", "facts": {"tried": 6}})
        _set(store, id, state="failed", error=error)
    elif state in ("running", "stopped"):
        try_settings(store, id, 4, states={2: "running", 3: "queued"} | (states or {}))
        if state == "stopped":
            stop_sweep(store.engine, id)
    else:
        try_settings(store, id, states=states)
        with writing(store.engine) as connection:
            winner = insert_winner(connection, sweep_of(store.engine, id), trials_of(store.engine, id))
        if state == "done":
            cells = store.experiment(winner).spec.cells
            store.delete(winner)
            filled = Filler(store, "chaotic", cells=cells).fill() if task == "forecast" else fill_texts(store)
            _set(store, id, winner=filled)
    return id


def _set(store, id, **values):
    with writing(store.engine) as connection:
        connection.execute(update(sweeps).where(sweeps.c.id == id).values(**values))
