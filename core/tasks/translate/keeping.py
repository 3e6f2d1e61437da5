"""Pairs in the store: what is brought is read apart, and only its facts come back."""

from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.data_store import called
from core.store.datasets import Data
from core.store.store import Store
from core.text.pairs import PairFacts, Pairs, pairs_from_parquet, read_pair_facts
from core.text.pairs_reading import read_pairs


def keep(store: Store, data: Data, owner: str | None) -> None:
    """Keep what the store has not yet; of facts, the pairs are there."""
    if isinstance(data, Pairs):
        store.add_dataset(data, owner)


def keep_pairs(store: Store, data: Pairs, owner: str | None = None) -> PairFacts:
    """Keep pairs under the hash of their content."""
    store.add_dataset(data, owner)
    return data.facts()


def keep_file(
    store: Store, body: bytes, name: str, other: bytes | None = None, owner: str | None = None
) -> PairFacts:
    """Read and keep the pairs of one file, or of two line by line; raises as `read_pairs` and `apart`."""
    with apart_with_file(read_pairs, body, name, other) as (told, file):
        facts: PairFacts = told
        store.add_body((facts.sha256, DATA), file, facts.name, owner)
        return facts


def facts_of(store: Store, hash: str, name: str | None = None) -> PairFacts:
    """What is known of pairs, read without them; raises `data_gone`."""
    return called(read_pair_facts(store.data.path(hash)), name)


def pairs_of(store: Store, hash: str) -> Pairs:
    """All of the pairs; raises `data_gone`."""
    return pairs_from_parquet(store.dataset_body(hash))
