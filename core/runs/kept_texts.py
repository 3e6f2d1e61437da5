"""From what people bring to texts in the store; whoever asked gets the facts, and holds no texts."""

from pathlib import Path

from core.data.apart import apart
from core.runs.store import Store
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.dataset import TextDataset
from core.text.facts import TextFacts, text_facts
from core.text.loading import from_table, read_texts
from core.text.reading import read_here


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
) -> TextFacts:
    """Read and keep the labelled texts of one file, or of one to train on and one to test on.

    What is not small is read and kept by a process of its own; raises as `from_table`.
    """
    if read_here(body) and (test is None or read_here(test)):
        return keep_texts(store, _read(body, name, test, choices), owner)
    url = store.engine.url.render_as_string(hide_password=False)
    found: TextFacts = apart(_keep, body, str(store.folder), url, name, test, choices, owner)
    return found


def _keep(
    body: bytes,
    folder: str,
    url: str,
    name: str,
    test: bytes | None,
    choices: TextChoices,
    owner: str | None,
) -> TextFacts:
    return keep_texts(Store(Path(folder), url), _read(body, name, test, choices), owner)


def _read(body: bytes, name: str, test: bytes | None, choices: TextChoices) -> TextDataset:
    second = None if test is None else read_texts(test, "test", choices.file)
    return from_table(read_texts(body, name, choices.file), second, choices=choices)
