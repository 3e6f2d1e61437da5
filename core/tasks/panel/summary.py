"""An experiment on many series as plain JSON data."""

from dataclasses import asdict
from typing import Any

import numpy as np

from core.arrays import Floats
from core.data.panel.dataset import Panel
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.panel.ahead import times_ahead
from core.tasks.panel.keeping import panel_facts, panel_of_store
from core.tasks.panel.outcome import PanelMethod, PanelOutcome
from core.tasks.panel.results import panel_outcome
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.totals import groups_of, totals_of
from core.tasks.summary_rows import run_row


def panel_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Returns:
        experiment, data, spec, runs, comparison, verdict, series (of each: what is sent, the prediction with
        intervals, its error on the test), totals (of all series, "", and by group: the same of their sums).
    """
    runs = store.runs(experiment.id)
    facts = panel_facts(store, experiment.data, experiment.source_name)
    known = panel_outcome(store, experiment, runs)
    data = panel_of_store(store, experiment.data) if known else None
    about = {
        "name": facts.name, "source": facts.source, "hash": facts.sha256, "target": facts.column,
        "known": list(facts.known), "past": list(facts.past), "fixed": list(facts.fixed_names),
        "series": facts.series, "steps": [facts.shortest, facts.usual, facts.longest],
        "first": facts.first, "last": facts.last, "frequency": facts.frequency,
    }  # fmt: skip
    return {
        "experiment": experiment.id,
        "data": about,
        "spec": asdict(experiment.spec),
        "runs": [run_row(run) for run in runs if run.kind == "backtest"],
        "comparison": _comparison(known) if known else None,
        "verdict": asdict(known.verdict) if known else None,
        "series": _series(data, experiment, known) if known and data else None,
        "totals": _totals(data, experiment, known) if known and data else None,
    }


def _comparison(known: PanelOutcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "measure": known.measure,
        "series": int(known.judged.sum()),
        "origins": known.origins,
        "season": known.facts["season"],
        "left_out": known.facts["left_out"],
        "coverage": {str(level): share for level, share in known.coverage.items()},
        "methods": [_method(one) for one in known.methods],
        "added": [asdict(one) | {"better": one.better} for one in known.added],
    }


def _method(method: PanelMethod) -> dict[str, Any]:
    return asdict(method)


def _series(data: Panel, experiment: Experiment, known: PanelOutcome) -> list[dict[str, Any]]:
    times = times_ahead(data, experiment.spec.of(PanelSpec))
    found = []
    for place, id in enumerate(data.ids):
        bounds: dict[str, Any] = {
            f"{side} {level}": _plain(both[number][place])
            for level, both in known.bounds.items()
            for number, side in enumerate(("low", "high"))
        }
        error = known.errors[known.chosen[place]][place]
        found.append(
            {"series": id, "sent": known.chosen[place], "times": times[place],
             "prediction": _plain(known.future[place]), "error": _plain(np.array([error]))[0]} | bounds
        )  # fmt: skip
    return found


def _totals(data: Panel, experiment: Experiment, known: PanelOutcome) -> list[dict[str, Any]]:
    """Of the sums; none where each series is cut at its own end."""
    task = experiment.spec.of(PanelSpec)
    if task.aligned == "ends":
        return []
    times = times_ahead(data, task)[0]
    return [
        {"group": one.group, "series": one.series, "times": times, "prediction": _plain(one.future)}
        | {
            f"{side} {level}": _plain(both[number])
            for level, both in one.bounds.items()
            for number, side in enumerate(("low", "high"))
        }
        | {"wape": one.wape, "held": {str(level): share for level, share in one.held.items()}}
        for one in totals_of(known, groups_of(data))
    ]


def _plain(values: Floats) -> list[float | None]:
    return [float(one) if np.isfinite(one) else None for one in values]
