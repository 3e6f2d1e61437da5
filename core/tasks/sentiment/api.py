"""The Python API for texts: what the command line does, for programs.

from core.tasks.sentiment.api import sentiment, texts_from_file
result = sentiment(texts_from_file(Path("reviews.csv")), seeds=2)
result["verdict"], result["comparison"]["cells"]
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.specs import ExperimentSpec, ModelSpec
from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.tasks.programs import result
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.tasks.waiting import Watch
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.dataset import TextDataset
from core.text.facts import TextFacts
from core.text.loading import from_table, read_texts


def texts_from_file(path: Path, test: Path | None = None, choices: TextChoices = AS_BROUGHT) -> TextDataset:
    """Read labelled texts from a CSV, Excel, JSON or Parquet file, or from one to train and one to test on.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the files.
    """
    tables = [read_texts(read_bytes(one), one.name, choices.file) for one in (path, test) if one is not None]
    return from_table(*tables, choices=choices)


def sentiment_spec(
    texts: TextFacts,
    *,
    cells: tuple[str, ...] = TEXTS.cells,
    seeds: int = 3,
    match: str = "units",
    refit: bool = TEXTS.refit,
    model: ModelSpec = TEXTS.model,
    training: Mapping[str, Any] | None = None,
    **task: Any,
) -> ExperimentSpec:
    """Describe a classifying experiment.

    Args:
        training: What of the usual TrainingSpec is otherwise, e.g. {"updates": 500}.
        task: Fields of SentimentSpec that are otherwise: pooling, longest, …
    """
    start = advised(texts)
    return replace(
        start,
        task=replace(start.of(SentimentSpec), **task),
        cells=cells,
        seeds=seeds,
        match=match,
        refit=refit,
        model=model,
        training=replace(start.training, **training or {}),
    )


def sentiment(
    data: TextDataset, *, store: Store | None = None, watch: Watch = lambda runs, epochs: None,
    again: bool = True, name: str | None = None, spec: ExperimentSpec | None = None, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """Train and compare classifiers of texts; blocks until the end.

    Args:
        data: Labelled texts.
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `sentiment_spec`.

    Returns:
        The experiment's summary (see `core.tasks.sentiment.summary`); `done_before` as in
        `core.tasks.forecast.api.forecast`.
    """
    store = store or Store()
    texts = keep_texts(store, data)
    spec = spec or sentiment_spec(texts, **wanted)
    return result(store, texts, spec, watch, again=again, name=name)
