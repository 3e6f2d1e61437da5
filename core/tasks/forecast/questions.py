"""What the engine knows of a forecasting experiment that is asked about."""

from dataclasses import replace

import numpy as np

from core.errors import UserError
from core.evaluate import from_before
from core.specs import ExperimentSpec
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.forecast.new_rows.question import about_new_rows
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.series import Series
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.training_loss import settled
from core.tasks.question import OpenQuestion, Question
from core.tasks.results import typical_seed
from core.tasks.trained_networks import trained_networks_of


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question about a series without what is asked, and how to add the window that it is about."""
    data, task = store.dataset(experiment.data), experiment.spec.of(ForecastSpec)
    if from_before(baselines.facts):
        raise UserError("trained_before")
    prepared = prepare(data, task, chosen=Chosen.of(baselines.facts))
    tests = set(store.arrays(baselines.id)["test_origins"].tolist())
    source = Series(prepared.columns, prepared.steps, prepared.gapless, prepared.lookback)

    def complete(question: Question) -> Question:
        if question.kind == "predict":
            return about_new_rows(store, experiment, baselines, runs, question)
        origin = int(question.asked.get("origin", -1))
        if origin not in tests:
            raise UserError("unknown_origin")
        return replace(question, source=_window(prepared, source, experiment.spec, origin))

    chosen = [run for cell in experiment.spec.cells if (run := typical_seed(runs, cell)) is not None]
    spec = replace(experiment.spec, training=settled(experiment.spec.training, prepared))
    return Question("", spec, source, tuple(trained_networks_of(store, chosen))), complete


def _window(prepared: Prepared, source: Series, spec: ExperimentSpec, origin: int) -> Series:
    examples, scaling = prepared.examples(np.array([origin])), prepared.scaling
    facts = {
        "transform": scaling.transform,
        "last": float(examples.last[0]),
        "mean": scaling.answer_mean.tolist(),
        "deviation": scaling.answer_deviation.tolist(),
        "truth": [value if np.isfinite(value) else None for value in examples.truth[0].tolist()],
        "target": spec.of(ForecastSpec).target,
        "blank": _blanks(prepared, origin),
    }
    return replace(source, window=examples.x.cut()[0], truth=examples.y[0], facts=facts)


def _blanks(prepared: Prepared, origin: int) -> list[tuple[int, int]]:
    """The steps of a window and their columns whose value was not measured, from 0."""
    window = prepared.truth[origin - prepared.task.lookback + 1 : origin + 1]
    return [divmod(int(row), prepared.chosen.blocks) for row in np.flatnonzero(np.isnan(window))]


def rehearsal(_: Question) -> list[Question]:
    """Nothing is traced beforehand."""
    return []
