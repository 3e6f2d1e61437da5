"""The Python API for whole series: what the command line does, for programs.

from core.tasks.classify.api import classify, series_from_file
result = classify(series_from_file(Path("gestures.csv")), seeds=2)
result["verdict"], result["comparison"]["cells"]
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.loading import load_labelled
from core.specs import ExperimentSpec, ModelSpec
from core.store.store import Store
from core.tasks.classify.keeping import keep_series
from core.tasks.classify.spec import SERIES, ClassifySpec
from core.tasks.classify.start import start
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish, stored_result


def series_from_file(
    path: Path, test: Path | None = None, choices: LabelledChoices = AS_BROUGHT
) -> LabelledSeries:
    """Read labelled series from a table or a `.ts` file, or from one to train and one to test on.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the files.
    """
    return load_labelled(read_bytes(path), path.name, read_bytes(test) if test else None, choices)


def classify_spec(
    series: LabelledFacts,
    *,
    cells: tuple[str, ...] = SERIES.cells,
    seeds: int = 3,
    match: str = "units",
    model: ModelSpec = SERIES.model,
    training: Mapping[str, Any] | None = None,
    **task: Any,
) -> ExperimentSpec:
    """Describe a classifying experiment.

    Args:
        training: What of the usual TrainingSpec is otherwise, e.g. {"updates": 500}.
        task: Fields of ClassifySpec that are otherwise: pooling, normalize, …
    """
    begin = start(series)
    return replace(
        begin,
        task=replace(begin.of(ClassifySpec), **task),
        cells=cells,
        seeds=seeds,
        match=match,
        model=model,
        training=replace(begin.training, **training or {}),
    )


def classify(
    data: LabelledSeries, *, store: Store | None = None, watch: Watch = lambda runs, epochs: None,
    again: bool = True, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """Train and compare classifiers of whole series; blocks until the end.

    Args:
        data: Labelled series.
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        wanted: See `classify_spec`.

    Returns:
        The experiment's summary (see `core.tasks.classify.summary`).
    """
    store = store or Store()
    kept = keep_series(store, data)
    spec = classify_spec(kept, **wanted)
    known = None if again else stored_result(store, spec)
    return known or finish(store, lambda: queue(store, kept, spec), watch)
