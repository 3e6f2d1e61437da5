"""The Python API: what the command line does, for programs.

from core.tasks.generate.api import generate, text_from_file
text = text_from_file(Path("novel.txt"))
result = generate(text, seeds=2)
result["verdict"], result["comparison"]["methods"]
generate(text, task={"unit": "words"})["comparison"]["methods"][0]["perplexity"]
"""

from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.generate.advice import advised
from core.tasks.generate.keeping import keep_text
from core.tasks.programs import otherwise, result
from core.tasks.waiting import Watch
from core.text.long_facts import LongFacts
from core.text.long_reading import read_long_file, read_session_file
from core.text.long_text import LongText


def text_from_file(path: Path, *, sessions: bool = False) -> LongText:
    """Read a plain text file, or sessions; raises `no_such_file`, or whatever is wrong with it."""
    return (read_session_file if sessions else read_long_file)(read_bytes(path), path.name)


def generate_spec(data: LongFacts, **wanted: Any) -> ExperimentSpec:
    """The settings that suit a text, but for what is named: fields of each spec, and seeds or match."""
    return otherwise(advised(data), **wanted)


def generate(
    data: LongText,
    *,
    store: Store | None = None,
    watch: Watch = lambda runs, epochs: None,
    again: bool = True,
    name: str | None = None,
    spec: ExperimentSpec | None = None,
    **wanted: Any,
) -> dict[str, Any]:
    """Train networks that write a text on, and compare them with n-grams; blocks until the end.

    Args:
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `generate_spec`.

    Returns:
        The experiment's summary (see `core.tasks.generate.summary`).
    """
    store = store or Store()
    kept = keep_text(store, data)
    spec = spec or generate_spec(kept, **wanted)
    return result(store, kept, spec, watch, again=again, name=name)
