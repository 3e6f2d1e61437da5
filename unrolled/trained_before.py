"""What is there already: experiments by their ids, and the samples."""

from importlib import import_module
from pathlib import Path
from typing import Any

from core.data.choices import choices_from
from core.data.frame import Dataset
from core.data.reading import read_here
from core.data.sources import SOURCES, Asked
from core.errors import UserError
from core.store.database import home
from core.store.store import Store
from unrolled import given
from unrolled.errors import told
from unrolled.forecasts import Forecast
from unrolled.memory import Memory
from unrolled.results import Result
from unrolled.series import ManyForecasts, SeriesClasses
from unrolled.texts import Sentiment, Writing
from unrolled.words import Tagging, Translation

RESULTS: dict[str, type[Result]] = {
    "forecast": Forecast,
    "sentiment": Sentiment,
    "classify": SeriesClasses,
    "generate": Writing,
    "translate": Translation,
    "tag": Tagging,
    "panel": ManyForecasts,
    "memory": Memory,
}
SAMPLES = (  # modules, the names they know, what loads one
    ("core.data.samples", "SAMPLES", "load_sample"),
    ("core.text.samples", "SAMPLES", "load_text_sample"),
    ("core.data.labelled.samples", "SAMPLES", "load_labelled_sample"),
    ("core.data.panel.samples", "SAMPLES", "load_panel_sample"),
    ("core.text.long_samples", "LONG_SAMPLES", "load_long_sample"),
    ("core.text.pairs_samples", "PAIR_SAMPLES", "load_pair_sample"),
    ("core.text.tagged.samples", "TAGGED_SAMPLES", "load_tagged_sample"),
)


@told
def experiment(id: str, *, store: Store | None = None) -> Any:
    """An experiment that was trained before, by its id: a `Result` of its task."""
    store = store or Store()
    task = store.experiment(id).task
    return RESULTS.get(task, Result)(id, store)


@told
def read(file: str | Path, *choices: str, target: str | None = None) -> Dataset:
    """A series from a file that leaves something open.

    Args:
        choices: How to read it, as behind `--read` of the command line: "day_first=yes", "series=store".
    """
    return read_here(*given.body_of(file), choices_from(choices), target).get()


@told
def ticker(symbol: str) -> Dataset:
    """The prices behind a Yahoo symbol."""
    return SOURCES["ticker"].of(Asked(symbol, home() / "tickers"))


@told
def sample(name: str) -> Any:
    """One of the samples that come with the product, as its task's function takes it."""
    known: list[str] = []
    for path, names, load in SAMPLES:
        module = import_module(path)
        if name in getattr(module, names):
            return getattr(module, load)(name)
        known += getattr(module, names)
    raise UserError("unknown_sample", name=name, known=known)
