"""The command `tag`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.command import Command, Say, Sweepable, Work
from core.tasks.options import USUAL_CELLS, Cells, Match, Seeds, Set, given, names
from core.tasks.settings import settings_from
from core.tasks.tag.api import sentences_from_files, tag_spec
from core.tasks.tag.api import tag as run_tag
from core.tasks.tag.command_lines import tag_lines
from core.tasks.tag.keeping import keep_sentences
from core.tasks.tag.spec import TagSpec
from core.text.tagged.choices import tagged_choices_from
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.samples import TAGGED_SAMPLES, load_tagged_sample

Brought = Annotated[
    list[Path] | None,
    typer.Argument(help="CoNLL columns, CoNLL-U or word/TAG; of several, names tell train, dev and test"),
]
How = Annotated[list[str] | None, typer.Option("--read", help="columns, counted from 1, e.g. word=1 tag=4")]

Sample = Annotated[str | None, typer.Option(help=f"one of {', '.join(TAGGED_SAMPLES)}")]


def tag(
    say: Say,
    files: Brought = None,
    sample: Sample = None,
    read: How = None,
    cells: Cells = USUAL_CELLS,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    layers: Annotated[int | None, typer.Option(help="recurrent layers")] = None,
    seeds: Seeds = 2,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    batch: Annotated[int | None, typer.Option(help="sentences per weight update")] = None,
    rate: Annotated[float | None, typer.Option(help="learning rate")] = None,
    match: Match = "units",
    vectors: Annotated[Path | None, typer.Option(help="word vectors to begin with, a word a line")] = None,
    set_: Set = None,
) -> Work:
    """Tag each word with recurrent networks and, on the same sentences, with simple methods."""
    data = _sentences(say, files or [], sample, read)
    asked = settings_from(TagSpec, set_ or ())
    training = given({"updates": updates, "batch": batch, "learning_rate": rate})
    return partial(
        run_tag,
        data,
        vectors=vectors,
        model=given({"units": units, "layers": layers}) | asked.model,
        training=training | asked.training,
        task=asked.task,
        **asked.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def begin_sweep(
    say: Say,
    store: Store,
    file: Annotated[Path | None, typer.Argument(help="tagged sentences")] = None,
    sample: Sample = None,
    *,
    read: How = None,
) -> tuple[TaggedFacts, ExperimentSpec]:
    """The sentences, which the store keeps, and the usual settings for them."""
    data = _sentences(say, [file] if file else [], sample, read)
    facts = keep_sentences(store, data)
    return facts, tag_spec(facts)


def _sentences(say: Say, files: list[Path], sample: str | None, read: list[str] | None) -> TaggedSentences:
    """Sentences as the options say, or what is wrong with them."""
    if bool(files) == (sample is not None):
        raise UserError("one_source_wanted")
    if not files:
        return load_tagged_sample(sample or "")
    data = sentences_from_files(files, tagged_choices_from(read or ()))
    say(data.notes)
    return data


COMMAND = Command(TagSpec.kind, tag, tag_lines, Sweepable(begin_sweep, "for tagged sentences"))
