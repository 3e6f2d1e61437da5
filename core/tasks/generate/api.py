"""The Python API: what the command line does, for programs.

from core.tasks.generate.api import generate, text_from_file
result = generate(text_from_file(Path("novel.txt")), seeds=2)
result["verdict"], result["comparison"]["methods"]
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.generate.advice import advised
from core.tasks.generate.spec import GenerateSpec
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish, stored_result
from core.text.long_reading import read_long_file
from core.text.long_text import LongText


def text_from_file(path: Path) -> LongText:
    """Read a plain text file; raises `no_such_file`, or whatever is wrong with it."""
    return read_long_file(read_bytes(path), path.name)


def generate_spec(
    data: LongText,
    *,
    cells: tuple[str, ...] | None = None,
    model: Mapping[str, Any] | None = None,
    training: Mapping[str, Any] | None = None,
    task: Mapping[str, Any] | None = None,
    **changes: Any,
) -> ExperimentSpec:
    """The settings that suit a text, but for what is named: fields of each spec, and seeds or match."""
    start = advised(data)
    return replace(
        start,
        cells=cells or start.cells,
        task=replace(start.of(GenerateSpec), **task or {}),
        model=replace(start.model, **model or {}),
        training=replace(start.training, **training or {}),
        **changes,
    )


def generate(
    data: LongText,
    *,
    store: Store | None = None,
    watch: Watch = lambda runs, epochs: None,
    again: bool = True,
    **wanted: Any,
) -> dict[str, Any]:
    """Train networks that write a text on, and compare them with n-grams; blocks until the end.

    Args:
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        wanted: See `generate_spec`.

    Returns:
        The experiment's summary (see `core.tasks.generate.summary`).
    """
    store, spec = store or Store(), generate_spec(data, **wanted)
    known = None if again else stored_result(store, spec)
    return known or finish(store, lambda: queue(store, data, spec), watch)
