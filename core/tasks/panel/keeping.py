"""Many series in the store: what is brought is read apart, and only its facts come back."""

from core.data.panel.choices import AS_IT_COMES, PanelChoices
from core.data.panel.dataset import Panel
from core.data.panel.facts import PanelFacts
from core.data.panel.loading import Files
from core.data.panel.parquet import facts_of, read_panel_facts, read_panel_table
from core.data.panel.reading import PanelRead, read_panel_files
from core.sandbox.asking import apart_with_file
from core.store.data_folder import DATA
from core.store.data_store import called
from core.store.datasets import Data
from core.store.store import Store


def keep(store: Store, data: Data, owner: str | None) -> None:
    """Keep what the store has not yet; of facts, the series are there."""
    if isinstance(data, Panel):
        store.add_dataset(data, owner)


def keep_panel(store: Store, data: Panel, owner: str | None = None) -> PanelFacts:
    """Keep many series under the hash of their content."""
    store.add_dataset(data, owner)
    return facts_of(data)


def keep_panel_files(
    store: Store, files: Files, choices: PanelChoices = AS_IT_COMES, owner: str | None = None
) -> PanelRead:
    """Read and keep the series of some files; raises as `read_panel_files` and `apart`."""
    body, parts = b"".join(one for one, _ in files), [(name, len(one)) for one, name in files]
    with apart_with_file(read_panel_files, body, parts, choices) as (told, file):
        read: PanelRead = told
        if read.facts is not None:
            store.add_body((read.facts.sha256, DATA), file, read.facts.name, owner)
        return read


def panel_facts(store: Store, hash: str, name: str | None = None) -> PanelFacts:
    """What is known of many series, read without them; raises `data_gone`."""
    return called(read_panel_facts(store.data.path(hash)), name)


def panel_of_store(store: Store, hash: str) -> Panel:
    """The series themselves; raises `data_gone`."""
    return read_panel_table(store.data.path(hash))
