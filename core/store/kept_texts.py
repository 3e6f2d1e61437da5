"""From what people bring to texts in the store; whoever asked gets the facts, and holds no texts.

The process that reads them knows nothing of the store: it hands over bytes, which are written here unseen.
"""

from collections.abc import Callable
from typing import Any

from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.store import Store
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.dataset import TextDataset
from core.text.facts import TextFacts, text_facts
from core.text.reading import TextRead, read_file, read_lines


def keep_texts(store: Store, data: TextDataset, owner: str | None = None) -> TextFacts:
    """Keep labelled texts under the hash of their content, for whoever brought them."""
    store.add_dataset(data, owner)
    return text_facts(data)


def keep_file(
    store: Store,
    body: bytes,
    name: str,
    test: bytes | None = None,
    choices: TextChoices = AS_BROUGHT,
    owner: str | None = None,
) -> TextRead:
    """Read and keep the labelled texts of one file, or of one to train on and one to test on.

    Raises as `read_file` and `apart`.
    """
    return _keep_read(store, owner, read_file, body, name, test, choices)


def keep_lines(
    store: Store, pasted: str, name: str, choices: TextChoices = AS_BROUGHT, owner: str | None = None
) -> TextRead:
    """The same of lines of `label<TAB>text`; raises as `apart`."""
    return _keep_read(store, owner, read_lines, pasted.encode(), name, choices)


def _keep_read(
    store: Store, owner: str | None, task: Callable[..., Any], body: bytes, *given: Any
) -> TextRead:
    with apart_with_file(task, body, *given) as (told, file):
        read: TextRead = told
        if read.facts is not None:
            store.add_body((read.facts.sha256, DATA), file, read.facts.name, owner)
        return read


def keep_apart(
    store: Store, owner: str | None, task: Callable[..., Any], body: bytes, *given: Any
) -> TextFacts:
    """Keep what a task returns that is called apart: facts, with texts attached."""
    with apart_with_file(task, body, *given) as (facts, file):
        found: TextFacts = facts
        store.add_body((found.sha256, DATA), file, found.name, owner)
        return found
