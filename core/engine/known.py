"""What the engine knows of an experiment that is asked about; one function per task for each thing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from core.errors import UserError
from core.evaluate import from_before
from core.evaluate.classification import temperature
from core.runs.records import Experiment, Run
from core.runs.store import Store
from core.specs import ExperimentSpec, to_json
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.training_loss import settled
from core.tasks.question import KeptBag, Question, Reader, Series, Texts
from core.tasks.results import cell_runs, shared_runs, typical_seed
from core.tasks.sentiment.answers import CellAnswers, best_bag, simple_methods
from core.tasks.sentiment.judging import chosen

RARE_LANGUAGE = 0.05  # share of the texts below which a language does not count as trained

Known: TypeAlias = tuple[Question, Callable[[Question], Question]]


def asked_of(known: Known, kind: str, asked: dict[str, Any]) -> Question:
    """A question with everything the worker needs; of all cells unless `asked` names some.

    Raises:
        UserError: `unknown_origin`.
    """
    ready, complete = known
    wanted = asked.get("cells") or [reader.cell for reader in ready.readers]
    readers = tuple(reader for reader in ready.readers if reader.cell in wanted)
    together = tuple(reader for reader in ready.together if reader.cell in wanted)
    return complete(replace(ready, kind=kind, readers=readers, together=together, asked=asked))


def known_of(store: Store, experiment: Experiment) -> Known:
    """A question about the experiment without what is asked, and how to add that.

    A cell's answer about a text is the mean over its seeds whose networks are kept; where one network is
    needed, it is that of the seed with the median validation loss among them.

    Raises:
        UserError: `not_trained_yet`, `trained_before`, `weights_gone`, `data_gone` or `vectors_gone`.
    """
    runs = store.runs(experiment.id)
    simple = next((run for run in runs if run.kind == "simple" and run.state == "done"), None)
    if simple is None or not any(run.kind == "backtest" and run.state == "done" for run in runs):
        raise UserError("not_trained_yet")
    return SOURCES[experiment.task](store, experiment, simple, runs)


def _readers(store: Store, chosen: list[Run]) -> list[Reader]:
    found = [_reader(store, run) for run in chosen]
    for run, reader in zip(chosen, found, strict=True):
        if reader is None:
            raise UserError("weights_gone", seed=run.seed)
    return [reader for reader in found if reader is not None]


def _kept(store: Store, runs: list[Run]) -> list[Reader]:
    """Those of a cell's networks that are still there: examples come with one of each cell's."""
    found = [reader for run in runs if (reader := _reader(store, run)) is not None]
    return found or _readers(store, runs)


def _reader(store: Store, run: Run) -> Reader | None:
    weights = store.artifact(run.id, "weights")
    return None if weights is None else Reader(run.id, run.cell, run.seed, run.units, weights=weights)


def _texts(store: Store, experiment: Experiment, simple: Run, runs: list[Run]) -> Known:
    arrays, data, task = store.arrays(simple.id), store.text_facts(experiment.data), experiment.spec.sentiment
    source = Texts(
        data.classes,
        tuple(name for name, share in data.report.languages.items() if share >= RARE_LANGUAGE),
        tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
        arrays.get("class_ratios"),
        arrays.get("pair_ratios"),
        store.data.vectors(task.vectors) if task.vectors else None,
    )
    of_cell = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    truth, cells = (
        arrays["calibration_truth"],
        [cell_runs(store, cell, each, runs) for cell, each in of_cell.items()],
    )
    together = {
        reader.run: replace(reader, temperature=temperature(truth, store.arrays(reader.run)["calibration"]))
        for each in of_cell.values()
        for reader in _kept(store, each)
    }
    typical = (
        typical_seed([run for run in each if run.id in together], cell) for cell, each in of_cell.items()
    )
    answers = [CellAnswers(each, arrays) for each in cells]
    bag, body = best_bag(arrays), store.artifact(simple.id, "weights")
    question = Question(
        "", to_json(experiment.spec), source, tuple(together[run.id] for run in typical if run is not None),
        together=tuple(together.values()),
        heats={one.runs.cell: one.temperature for one in answers},
        bag=KeptBag(simple.id, bag, body) if bag is not None and body is not None else None,
        sent="" if from_before(simple.facts) else chosen(arrays, simple_methods(arrays), answers, bag).name,
    )  # fmt: skip
    return question, lambda asked: asked


def _series(store: Store, experiment: Experiment, simple: Run, runs: list[Run]) -> Known:
    data, task = store.dataset(experiment.data), experiment.spec.forecast
    if from_before(simple.facts):
        raise UserError("trained_before")
    prepared = prepare(data, task, chosen=Chosen.of(simple.facts))
    tests = set(store.arrays(simple.id)["test_origins"].tolist())
    source = Series(prepared.columns, prepared.steps, prepared.gapless, prepared.lookback)

    def complete(question: Question) -> Question:
        origin = int(question.asked.get("origin", -1))
        if origin not in tests:
            raise UserError("unknown_origin")
        return replace(question, source=_window(prepared, source, experiment.spec, origin))

    chosen = [run for cell in experiment.spec.cells if (run := typical_seed(runs, cell)) is not None]
    spec = replace(experiment.spec, training=settled(experiment.spec.training, prepared))
    return Question("", to_json(spec), source, tuple(_readers(store, chosen))), complete


def _window(prepared: Prepared, source: Series, spec: ExperimentSpec, origin: int) -> Series:
    examples, scaling = prepared.examples(np.array([origin])), prepared.scaling
    facts = {
        "transform": scaling.transform,
        "last": float(examples.last[0]),
        "mean": scaling.answer_mean.tolist(),
        "deviation": scaling.answer_deviation.tolist(),
        "truth": [value if np.isfinite(value) else None for value in examples.truth[0].tolist()],
        "target": spec.forecast.target,
        "blank": _blanks(prepared, origin),
    }
    return replace(source, window=examples.x.cut()[0], truth=examples.y[0], facts=facts)


def _blanks(prepared: Prepared, origin: int) -> list[tuple[int, int]]:
    """The steps of a window and their columns whose value was not measured, from 0."""
    window = prepared.truth[origin - prepared.task.lookback + 1 : origin + 1]
    return [divmod(int(row), prepared.chosen.blocks) for row in np.flatnonzero(np.isnan(window))]


SOURCES = {"forecast": _series, "sentiment": _texts}
