"""Twelve shops in small, trained in this process."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from core.data.panel.dataset import Panel
from core.engine.assignment import read_assignment
from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.start import start
from core.tasks.queueing import queue

SHOPS = 12


def made(rows=150, ahead=7, shops=SHOPS, blank=()):
    """Daily sales with a week, and a promotion, known ahead, that doubles them."""
    random, days = np.random.default_rng(3), np.arange(rows + ahead)
    promotion = (random.random((shops, rows + ahead)) < 0.2).astype(float)
    level = 10.0 * 2 ** np.arange(shops)[:, None]
    sales = level * (1 + 0.3 * np.sin(2 * np.pi * days / 7)) * (1 + promotion)
    sales = sales * np.exp(random.normal(scale=0.05, size=sales.shape))
    sales[:, rows:] = np.nan
    for place in blank:
        sales[:, place] = np.nan
    grid = pd.DatetimeIndex(np.datetime64("2024-01-01", "us") + days * np.timedelta64(1, "D"), name="time")
    return Panel(
        sales.ravel(), promotion.reshape(-1, 1), np.empty((sales.size, 0)),
        np.empty((shops, 0), dtype=np.int64), np.full(shops, rows + ahead), np.zeros(shops, dtype=np.int64),
        tuple(f"shop {n}" for n in range(shops)), grid.as_unit("us"), "made", "upload", "sales",
        ("promotion",),
    )  # fmt: skip


def settings(facts, **changes):
    """The usual ones, of one short training."""
    spec = start(facts)
    small = {"cells": ("rnn",), "seeds": 1, "model": replace(spec.model, units=8)} | changes
    return replace(spec, training=replace(spec.training, updates=200, batch=64), **small)


def train(store):
    """What the engine and its workers do, in this process."""
    ledger = Ledger(store.engine, acquire(store.engine))
    while run := Turns().next_run(ledger.queued(), [], ledger):
        assignment, attempt = read_assignment(store, ledger, run), ledger.begin(run)
        job = assignment.job(attempt)
        task = TASKS[job.task]
        doer = import_module(task.baselines if job.kind == "simple" else task.worker)
        ledger.end(run.id, attempt, doer.run(job))


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A store, and an experiment of the small shops in it."""
    patch = pytest.MonkeyPatch()
    for module in ("panel.baselines", "worker"):
        patch.setattr(f"core.tasks.{module}.tell", lambda *_, **__: None)
    store = Store(tmp_path_factory.mktemp("panel"))
    facts = keep_panel(store, made())
    id = queue(store, facts, settings(facts))
    train(store)
    yield store, store.experiment(id)
    store.close()
    patch.undo()
