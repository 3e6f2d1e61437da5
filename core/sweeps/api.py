"""The Python API for sweeps: what the command line and the page do, for programs.

from dataclasses import replace
from core.tasks.forecast.api import forecast_spec, from_sample
from core.sweeps.api import sweep
from core.sweeps.spec import suggested
data = from_sample("chaotic")
result = sweep(data, replace(suggested(forecast_spec(data)), units=(8, 16, 32)))
result["ranking"], result["pairs"], result["scored"], result["advice"]
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, TypeAlias

from core.interrupts import stopped_on_interrupt
from core.store.datasets import Data
from core.store.engine_process import ensure_engine
from core.store.jsonable import plain
from core.store.states import ENDED
from core.store.store import Store
from core.sweeps.records import Sweep, Trial
from core.sweeps.report import SweepReport, sweep_report, winner_of
from core.sweeps.rows import create_sweep, stop_sweep, sweep_of, trials_of
from core.sweeps.spec import SweepSpec
from core.tasks import TASKS
from core.tasks.queueing import keep
from core.tasks.waiting import IDLE, wait_for

WatchTrials: TypeAlias = Callable[[Sweep, list[Trial]], None]


def queue_sweep(
    store: Store, data: Data, spec: SweepSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Check that every setting can be tried and ask for the sweep; returns its id.

    Args:
        data: Which the task keeps, or the facts of what the store keeps already.

    Raises:
        UserError: Whatever makes the data unfit for the longest lookback, before anything is queued.
    """
    spec = replace(spec, base=replace(spec.base, data=data.sha256))
    task, row = spec.base.task, TASKS[spec.base.task.kind]
    longest: dict[str, Any] = {task.span: max(spec.lookback)}
    (row.check or row.sizes)(data, replace(spec.base, task=replace(task, **longest)))
    ends = row.sizes(data, spec.base)
    keep(store, data, spec.base, owner)
    name = name or task.title(data.name)
    return create_sweep(store, spec, name, ends, owner, data.name)


def sweep(
    data: Data, spec: SweepSpec, *, store: Store | None = None,
    watch: WatchTrials = lambda sweep, trials: None,
) -> dict[str, Any]:  # fmt: skip
    """Try all settings and score the best one on test; blocks until the end.

    Args:
        watch: Called about three times a second with the sweep and its trials so far.

    Returns:
        See `sweep_summary`.
    """
    store = store or Store()

    def work(id: str) -> Sweep:
        ensure_engine(store, idle_seconds=IDLE)
        wait_for(store, lambda: _ended(store, id, watch))
        return sweep_of(store.engine, id)

    ended = stopped_on_interrupt(
        lambda: queue_sweep(store, data, spec), work, lambda id: stop_sweep(store.engine, id)
    )
    return sweep_summary(store, ended)


def sweep_summary(store: Store, sweep: Sweep) -> dict[str, Any]:
    """All about a sweep that can be said in JSON, from its state to what to use."""
    report = sweep_report(store, sweep, trials_of(store.engine, sweep.id))
    return plain(
        {
            "sweep": sweep.id,
            "state": sweep.state,
            "error": sweep.error,
            "spec": asdict(sweep.spec),
            "tried": len(report.trials),
            "judged": report.judged,
            "ranking": [trial_row(trial) for trial in report.ranking],
            "failed": [trial_row(trial) for trial in report.trials if trial.state == "failed"],
            "pairs": [asdict(pair) for pair in report.pairs],
            "tests": report.tests,
            "winner": sweep.winner,
            "scored": asdict(report.scored) if report.scored else None,
            "advice": _advice(report),
        }
    )


def trial_row(trial: Trial) -> dict[str, Any]:
    """A setting with what came of it."""
    return {
        "number": trial.number, "cell": trial.setting.cell, "units": trial.units,
        "layers": trial.setting.layers, "lookback": trial.setting.lookback,
        "learning_rate": trial.setting.learning_rate, "parameters": trial.weights, "state": trial.state,
        "validation_loss": trial.loss if trial.losses else None, "deviation": trial.deviation,
        "accuracy": trial.fact("accuracy"), "seconds": trial.fact("seconds"), "seeds": len(trial.losses),
        "error": trial.error,
    }  # fmt: skip


def _advice(report: SweepReport) -> dict[str, Any] | None:
    found = report.advice
    if found is None:
        return None
    cheaper = trial_row(found.cheaper) if found.cheaper else None
    return {
        "use": found.use, "winner": trial_row(found.winner), "told": found.told, "close": found.close,
        "cheaper": cheaper, "faster": found.faster,
    }  # fmt: skip


def _ended(store: Store, id: str, watch: WatchTrials) -> bool | None:
    """True once nothing is to come, the winner's score included."""
    found, trials = sweep_of(store.engine, id), trials_of(store.engine, id)
    watch(found, trials)
    if found.state == "running" or not all(trial.ended for trial in trials):
        return None
    winner = winner_of(store, found)
    runs = store.runs(winner.id) if winner else []
    return True if all(run.state in ENDED for run in runs) else None
