"""What an experiment is about, by kind of data: from its spec and what its maker calls the data."""

from app.data.picker import sample
from app.store import dataset, open_store, text_facts
from core.data.frame import Dataset
from core.data.samples import PRESELECTED
from core.specs import ExperimentSpec
from core.text.facts import TextFacts


def series(spec: ExperimentSpec, name: str | None = None) -> Dataset:
    """A series; raises `data_gone`."""
    return dataset(open_store(), spec.data, name)


def texts(spec: ExperimentSpec, name: str | None = None) -> TextFacts:
    """The facts of labelled texts; raises `data_gone`."""
    return text_facts(open_store(), spec.data, name)


def first_series() -> Dataset:
    """The sample that a newcomer begins with."""
    return sample(PRESELECTED)
