"""The Python API: what the command line does, for programs.

from core.tasks.translate.api import pairs_from_file, translate
result = translate(pairs_from_file(Path("english-french.tsv")), seeds=2)
result["verdict"], result["comparison"]["methods"]
"""

from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.programs import otherwise, result
from core.tasks.translate.start import advised
from core.tasks.waiting import Watch
from core.text.pairs import Pairs
from core.text.pairs_reading import load_pairs


def pairs_from_file(path: Path, other: Path | None = None) -> Pairs:
    """Read a file of lines `sentence<TAB>translation`, or two files line by line.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the files.
    """
    return load_pairs(read_bytes(path), path.name, read_bytes(other) if other else None)


def translate_spec(data: Pairs, **wanted: Any) -> ExperimentSpec:
    """The settings that suit some pairs, but for what is named: fields of each spec, and seeds or match."""
    return otherwise(advised(data), **wanted)


def translate(
    data: Pairs,
    *,
    store: Store | None = None,
    watch: Watch = lambda runs, epochs: None,
    again: bool = True,
    name: str | None = None,
    spec: ExperimentSpec | None = None,
    **wanted: Any,
) -> dict[str, Any]:
    """Train networks that translate, and compare them with simple methods; blocks until the end.

    Args:
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `translate_spec`.

    Returns:
        The experiment's summary (see `core.tasks.translate.summary`).
    """
    store, spec = store or Store(), spec or translate_spec(data, **wanted)
    return result(store, data, spec, watch, again=again, name=name)
