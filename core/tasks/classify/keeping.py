"""Labelled series in the store: what is brought is read apart, and only its facts come back."""

from collections.abc import Sequence

from core.arrays import Floats
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices
from core.data.labelled.dataset import (
    LabelledSeries,
    labelled_from_parquet,
    read_labelled_facts,
    read_labelled_of,
)
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.reading import LabelledRead, read_file
from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.data_store import called
from core.store.datasets import Data
from core.store.store import Store


def keep(store: Store, data: Data, owner: str | None) -> None:
    """Keep what the store has not yet; of facts, the series are there."""
    if isinstance(data, LabelledSeries):
        store.add_dataset(data, owner)


def keep_series(store: Store, data: LabelledSeries, owner: str | None = None) -> LabelledFacts:
    """Keep labelled series under the hash of their content."""
    store.add_dataset(data, owner)
    return data.facts()


def keep_file(
    store: Store, body: bytes, name: str, test: bytes | None = None,
    choices: LabelledChoices = AS_BROUGHT, owner: str | None = None,
) -> LabelledRead:  # fmt: skip
    """Read and keep the series of one file, or of one to train on and one to test on.

    Raises as `read_file` and `apart`.
    """
    with apart_with_file(read_file, body, name, test, choices) as (told, file):
        read: LabelledRead = told
        if read.facts is not None:
            store.add_body((read.facts.sha256, DATA), file, read.facts.name, owner)
        return read


def facts_of(store: Store, hash: str, name: str | None = None) -> LabelledFacts:
    """What is known of labelled series, read without them; raises `data_gone`."""
    return called(read_labelled_facts(store.data.path(hash)), name)


def labelled_of(store: Store, hash: str) -> LabelledSeries:
    """All of the series; raises `data_gone`."""
    return labelled_from_parquet(store.dataset_body(hash))


def series_of(store: Store, hash: str, rows: Sequence[int]) -> list[tuple[str, Floats]]:
    """Some series of a data set by their rows: what each is called, and its values; raises `data_gone`."""
    return read_labelled_of(store.data.path(hash), rows)
