"""The Python API for whole series: what the command line does, for programs.

from core.tasks.classify.api import classify, series_from_file
result = classify(series_from_file(Path("gestures.csv")), seeds=2)
result["verdict"], result["comparison"]["cells"]
told = classes_of_file(result["experiment"], Path("new.csv"))
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices, labelled_choices_from
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.loading import load_labelled
from core.data.labelled.unlabelled import series_to_classify
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.classify.keeping import facts_of, keep_series
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.start import start
from core.tasks.classify.telling import Told, tell, trained_on
from core.tasks.programs import otherwise, result
from core.tasks.waiting import Watch


def series_from_file(
    path: Path, test: Path | None = None, choices: LabelledChoices = AS_BROUGHT
) -> LabelledSeries:
    """Read labelled series from a table or a `.ts` file, or from one to train and one to test on.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the files.
    """
    return load_labelled(read_bytes(path), path.name, read_bytes(test) if test else None, choices)


def classify_spec(data: LabelledFacts, **wanted: Any) -> ExperimentSpec:
    """The settings that suit the series, but for what is named: fields of each spec, seeds, match."""
    return otherwise(start(data), **wanted)


def classify(
    data: LabelledSeries, *, store: Store | None = None, watch: Watch = lambda runs, epochs: None,
    again: bool = True, name: str | None = None, spec: ExperimentSpec | None = None, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """Train and compare classifiers of whole series; blocks until the end.

    Args:
        data: Labelled series.
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `classify_spec`.

    Returns:
        The experiment's summary (see `core.tasks.classify.summary`).
    """
    store = store or Store()
    kept = keep_series(store, data)
    spec = spec or classify_spec(kept, **wanted)
    return result(store, kept, spec, watch, again=again, name=name)


def classes_of_file(
    experiment: str, path: Path, read: Sequence[str] = (), *, store: Store | None = None,
    on_part: Callable[[int], object] = lambda done: None,
) -> Told:  # fmt: skip
    """Tell the class of each series of a file with the networks of an experiment.

    Args:
        experiment: Its id.
        read: How to read the file, as on the command line, e.g. ["layout=long", "series=id"].
        on_part: Called with the number of series done so far.

    Raises:
        UserError: `no_such_file`, what is wrong with the file, and as `core.tasks.classify.telling.tell`.
    """
    store = store or Store()
    known = store.experiment(experiment)
    if known.task != ClassifySpec.kind:
        raise UserError("not_a_classifier_of_series")
    choices, trained = labelled_choices_from(read), trained_on(facts_of(store, known.data))
    found = series_to_classify(read_bytes(path), path.name, choices, trained=trained)
    return tell(store, experiment, found.get(), on_part)
