"""Tagged sentences in the store: what is brought is read apart, and only its facts come back."""

from collections.abc import Sequence

from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.data_store import called
from core.store.datasets import Data
from core.store.store import Store
from core.text.tagged.choices import AS_BROUGHT, TaggedChoices
from core.text.tagged.dataset import TaggedSentences, read_tagged_facts, read_words_of, tagged_from_parquet
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.reading import TaggedRead, read_files


def keep(store: Store, data: Data, owner: str | None) -> None:
    """Keep what the store has not yet; of facts, the sentences are there."""
    if isinstance(data, TaggedSentences):
        store.add_dataset(data, owner)


def keep_sentences(store: Store, data: TaggedSentences, owner: str | None = None) -> TaggedFacts:
    """Keep tagged sentences under the hash of their content."""
    store.add_dataset(data, owner)
    return data.facts()


def keep_files(
    store: Store, files: Sequence[tuple[bytes, str, str]], name: str,
    choices: TaggedChoices = AS_BROUGHT, owner: str | None = None,
) -> TaggedRead:  # fmt: skip
    """Read and keep the sentences of files.

    Args:
        files: Content, name and part of each.
        name: What all of them together are called.

    Raises as `read_files` and `apart`.
    """
    body = b"".join(one for one, _, _ in files)
    sizes, names, parts = [len(one[0]) for one in files], [one[1] for one in files], [one[2] for one in files]
    with apart_with_file(read_files, body, sizes, names, parts, name, choices) as (told, file):
        read: TaggedRead = told
        if read.facts is not None:
            store.add_body((read.facts.sha256, DATA), file, read.facts.name, owner)
        return read


def facts_of(store: Store, hash: str, name: str | None = None) -> TaggedFacts:
    """What is known of tagged sentences, read without them; raises `data_gone`."""
    return called(read_tagged_facts(store.data.path(hash)), name)


def sentences_of(store: Store, hash: str) -> TaggedSentences:
    """All of the sentences; raises `data_gone`."""
    return tagged_from_parquet(store.dataset_body(hash))


def words_of(store: Store, hash: str, rows: Sequence[int]) -> list[list[str]]:
    """The words of some sentences by their rows; raises `data_gone`."""
    return read_words_of(store.data.path(hash), rows)
