"""Forecast new rows with what was trained: page, command line and Python API come through here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.measured import Measured, measured
from core.errors import UserError
from core.evaluate.baselines import RIDGE
from core.notes import Note
from core.store.engine_process import ensure_engine
from core.store.forecasts import KeptForecast, keep_forecast, kept_forecasts
from core.store.records import Experiment, Run
from core.store.requests import answer, ask
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.forecast.new_rows.joining import Joined, joined
from core.tasks.forecast.new_rows.placing import told as told_time
from core.tasks.forecast.new_rows.told import FIRST, TRAINED, Told, first_told, from_text, to_text
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import with_ridge

PATIENCE = 90.0  # seconds; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves
MOST_BLANK = 0.5  # share of the rows that a network reads, of which more than in training may be blank


@dataclass(frozen=True, eq=False)
class Live:
    """An experiment that new rows can be brought to."""

    experiment: Experiment
    outcome: Outcome
    told: tuple[Told, ...]  # every forecast so far, oldest first; its own is the first one
    rows: str  # hash of all rows that are known by now


@dataclass(frozen=True, eq=False)
class Predicted:
    """A new forecast, and what was noticed on the way."""

    live: Live  # with the forecast as its last one
    notes: tuple[Note, ...]
    skipped: Mapping[str, str]  # simple methods that told nothing, and why
    seconds: Mapping[str, float]  # of networks and of simple methods
    continued: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by cell: before, after, kept

    @property
    def told(self) -> Told:
        """The new forecast."""
        return self.live.told[-1]


def live(store: Store, id: str) -> Live:
    """An experiment with its forecasts.

    Raises:
        UserError: `unknown_experiment`, `not_a_forecast`, and what `live_of` raises.
    """
    experiment = store.experiment(id)
    if experiment.task != ForecastSpec.kind:
        raise UserError("not_a_forecast")
    runs = store.runs(id)
    return live_of(store, experiment, runs, outcome(store, experiment, runs))


def live_of(store: Store, experiment: Experiment, runs: list[Run], known: Outcome | None) -> Live:
    """The same where its outcome is known; the forecast that it ended with is kept when first asked for.

    Raises:
        UserError: `not_ended_yet`, `not_trained_yet`, `trained_before`.
    """
    if any(run.state not in ENDED for run in runs if run.kind != "ablation"):
        raise UserError("not_ended_yet")
    if known is None:
        raise UserError("not_trained_yet")
    if known.outdated:
        raise UserError("trained_before")
    kept = kept_forecasts(store.engine, experiment.id)
    if not kept:
        made, first = max(run.finished or 0.0 for run in runs if run.kind != "ablation"), first_told(known)
        kept = [keep_forecast(store.engine, experiment.id, FIRST, experiment.data, to_text(first), made)]
    return _live(experiment, known, kept)


def predict(
    store: Store, before: Live, given: Dataset | None, asker: str | None = None, way: str = TRAINED
) -> Predicted:
    """Forecast from the last of the rows that are given.

    Args:
        given: All rows, or the new ones alone; None where networks learn on from what is known already.
        asker: Whose experiment it is, where there are several people.
        way: TRAINED, or CONTINUED: networks first learn on from what has come since they were trained.

    Raises:
        UserError: What `joined` and the worker raise, `rows_gap`, `data_gone`.
    """
    id, task = before.experiment.id, before.experiment.spec.of(ForecastSpec)
    found = together(store, before, given)
    rows = measured(found.data, task.target, task.gaps)
    notes = [*found.notes, *_blank_notes(rows, before)]
    hash = store.add_dataset(found.data, asker)
    ensure_engine(store, idle_seconds=IDLE)
    reply = answer(store.engine, ask(store.engine, id, "predict", asker=asker, data=hash, way=way), PATIENCE)
    told = _told(before.outcome, rows, found, reply)
    keep_forecast(store.engine, id, way, hash, to_text(told))
    now = _live(before.experiment, before.outcome, kept_forecasts(store.engine, id))
    learnt = reply.get("continued", {})
    return Predicted(now, (*notes, *_learnt_notes(learnt)), reply["skipped"], reply["seconds"], learnt)


def together(store: Store, known: Live, given: Dataset | None) -> Joined:
    """New rows behind what is known of an experiment; raises what `joined` does, `data_gone`."""
    base, task = store.dataset(known.rows), known.experiment.spec.of(ForecastSpec)
    if given is None:
        none = base.frame[task.target].iloc[:0]
        return Joined(replace(base, target=task.target), none, known.told[-1].factor, ())
    return joined(base, given, task)


def _learnt_notes(learnt: Mapping[str, Mapping[str, Any]]) -> list[Note]:
    """What became of each cell that learnt on."""
    return [
        Note(
            "continued_kept" if one["kept"] else "continued_worse",
            {"cell": cell, **{name: one[name] for name in ("before", "after", "origins")}},
        )
        for cell, one in learnt.items()
    ]


def _live(experiment: Experiment, known: Outcome, kept: list[KeptForecast]) -> Live:
    return Live(experiment, known, tuple(map(from_text, kept)), kept[-1].data)


def _told(known: Outcome, rows: Measured, found: Joined, reply: Mapping[str, Any]) -> Told:
    cells = {name: np.array(one) for name, one in reply["cells"].items()}
    simple = {name: np.array(one) for name, one in reply["simple"].items()}
    halves: dict[str, Floats] = {}
    if RIDGE in simple:
        halves = {with_ridge(name): (one + simple[RIDGE]) / 2 for name, one in cells.items()}
    forecasts = {**cells, **halves, **simple}
    if known.sent.name not in forecasts:
        raise UserError("sent_method_failed", method=known.sent.name)
    times, provisional = rows.ahead(known.backtest.truth.shape[1])
    return Told(
        rows.values.index[-1], pd.Index(times), provisional, known.sent.name, forecasts,
        {name: one for name, one in known.future.widths.items() if name in forecasts},
        bool(known.facts.get("non_negative_ahead")), found.factor, found.arrived,
    )  # fmt: skip


def _blank_notes(rows: Measured, before: Live) -> list[Note]:
    """What the networks' last window lacks; raises `rows_gap` where that is most of it."""
    lookback = int(before.outcome.facts.get("lookback", before.experiment.spec.of(ForecastSpec).lookback))
    blank = int((~rows.known[-lookback:]).sum())
    usual = float(before.outcome.history.isna().mean())
    since = before.told[-1].origin
    facts = {"count": blank, "of": lookback, "since": told_time(since)}
    if blank > max(MOST_BLANK, 2 * usual) * lookback:
        raise UserError("rows_gap", **facts)
    later = rows.values.index > since
    missing = int((~rows.known[later]).sum())
    return [Note("rows_missing_since", facts | {"count": missing})] if missing else []
