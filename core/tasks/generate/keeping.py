"""Long texts in the store: what is brought is read apart, and only its facts come back."""

from collections.abc import Callable, Iterator
from typing import Any

from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.data_store import called
from core.store.datasets import Data
from core.store.store import Store
from core.text.long_facts import LongFacts
from core.text.long_reading import file_to_keep, paste_to_keep, sessions_to_keep
from core.text.long_text import LongText, read_long_facts, read_pieces, read_stretch


def keep(store: Store, data: Data, owner: str | None) -> None:
    """Keep what the store has not yet; of facts, the text is there."""
    if isinstance(data, LongText):
        store.add_dataset(data, owner)


def keep_text(store: Store, data: LongText, owner: str | None = None) -> LongFacts:
    """Keep a text under the hash of its content."""
    store.add_dataset(data, owner)
    return data.facts()


def keep_file(store: Store, body: bytes, name: str, owner: str | None = None) -> LongFacts:
    """Read and keep a plain text file; raises as `read_long_file`."""
    return _keep_read(store, owner, file_to_keep, body, name)


def keep_sessions(store: Store, body: bytes, name: str, owner: str | None = None) -> LongFacts:
    """The same of sessions; raises as `read_sessions`."""
    return _keep_read(store, owner, sessions_to_keep, body, name)


def keep_paste(store: Store, pasted: str, name: str, owner: str | None = None) -> LongFacts:
    """The same of what was pasted."""
    return _keep_read(store, owner, paste_to_keep, pasted.encode("utf-8", "replace"), name)


def facts_of(store: Store, hash: str, name: str | None = None) -> LongFacts:
    """What is known of a text, read without it; raises `data_gone`."""
    return called(read_long_facts(store.data.path(hash)), name)


def stretch_of(store: Store, hash: str, start: int, end: int) -> str:
    """The characters of a text from one place to another; raises `data_gone`."""
    return read_stretch(store.data.path(hash), start, end)


def pieces_of(store: Store, hash: str, end: int, overlap: int) -> Iterator[str]:
    """A text up to a place in overlapping pieces, so that it is never held as a whole; raises `data_gone`."""
    return read_pieces(store.data.path(hash), end, overlap)


def _keep_read(
    store: Store, owner: str | None, task: Callable[..., Any], body: bytes, name: str
) -> LongFacts:
    with apart_with_file(task, body, name) as (told, file):
        facts: LongFacts = told
        store.add_body((facts.sha256, DATA), file, facts.name, owner)
        return facts
