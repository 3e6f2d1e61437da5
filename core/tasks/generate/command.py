"""The command `generate`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.command import Command, Say, Sweepable, Work
from core.tasks.generate.api import generate as run_generate
from core.tasks.generate.api import generate_spec, text_from_file
from core.tasks.generate.command_lines import writing_lines
from core.tasks.generate.keeping import keep_text
from core.tasks.generate.spec import GenerateSpec
from core.tasks.options import USUAL_CELLS, Cells, Match, Seeds, Set, given, names
from core.tasks.settings import settings_from
from core.text.long_facts import LongFacts
from core.text.long_samples import LONG_SAMPLES, load_long_sample
from core.text.long_text import LongText

File = Annotated[Path | None, typer.Argument(help="a plain text file in any encoding")]
Sessions = Annotated[
    bool, typer.Option("--sessions", help="the file holds sessions of items: events, or a line each")
]
Sample = Annotated[str | None, typer.Option(help=f"one of {', '.join(LONG_SAMPLES)}")]


def generate(
    say: Say,
    file: File = None,
    sample: Sample = None,
    sessions: Sessions = False,
    cells: Cells = USUAL_CELLS,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    layers: Annotated[int | None, typer.Option(help="recurrent layers")] = None,
    seeds: Seeds = 2,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    match: Match = "units",
    words: Annotated[bool, typer.Option("--words", help="tell words instead of characters")] = False,
    set_: Set = None,
) -> Work:
    """Train networks that write a text on, by character or by word, and compare them with n-grams."""
    data = _text(file, sample, sessions=sessions)
    asked = settings_from(GenerateSpec, set_ or ())
    return partial(
        run_generate,
        data,
        model=given({"units": units, "layers": layers}) | asked.model,
        training=given({"updates": updates}) | asked.training,
        task=({"unit": "words"} if words else {}) | asked.task,
        **asked.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def begin_sweep(
    say: Say, store: Store, file: File = None, sample: Sample = None, sessions: Sessions = False
) -> tuple[LongFacts, ExperimentSpec]:
    """The text, which the store keeps, and the usual settings for it."""
    kept = keep_text(store, _text(file, sample, sessions=sessions))
    return kept, generate_spec(kept)


def _text(file: Path | None, sample: str | None, *, sessions: bool = False) -> LongText:
    """A text as the options say, or what is wrong with it."""
    if (file is None) == (sample is None):
        raise UserError("one_source_wanted")
    return load_long_sample(sample or "") if file is None else text_from_file(file, sessions=sessions)


COMMAND = Command(GenerateSpec.kind, generate, writing_lines, Sweepable(begin_sweep, "for a plain text file"))
