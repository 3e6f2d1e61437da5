"""The command `sentiment`, and what a sweep of classifiers begins with."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.tasks.classified.command_lines import class_lines
from core.tasks.command import Command, Say, Sweepable, Work
from core.tasks.options import (
    USUAL_CELLS,
    Cells,
    File,
    Layers,
    Match,
    Read,
    Seeds,
    Set,
    Units,
    Updates,
    given,
    names,
)
from core.tasks.sentiment.api import sentiment as run_sentiment
from core.tasks.sentiment.api import sentiment_spec, texts_from_file
from core.tasks.sentiment.labels_command import labels
from core.tasks.sentiment.score_command import score
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.tasks.settings import settings_from
from core.text.choices import text_choices_from
from core.text.dataset import TextDataset
from core.text.facts import TextFacts
from core.text.samples import SAMPLES, load_text_sample

USUAL = TEXTS.of(SentimentSpec)

Text = Annotated[str | None, typer.Option(help="column of the texts")]
Label = Annotated[str | None, typer.Option(help="column of the labels")]


def sentiment(
    say: Say,
    train: Annotated[
        Path | None, typer.Argument(help="CSV, Excel, Parquet or JSON file of labelled texts; .gz too")
    ] = None,
    sample: Annotated[str | None, typer.Option(help=f"instead of a file: {', '.join(SAMPLES)}")] = None,
    test: Annotated[Path | None, typer.Option(help="a file to test on; without it a part is drawn")] = None,
    text: Text = None,
    label: Label = None,
    read: Annotated[
        list[str] | None,
        typer.Option(
            help="how to read the files and labels, e.g. delimiter=; rare=leave_out names=0:bad,1:good"
        ),
    ] = None,
    cells: Cells = USUAL_CELLS,
    units: Units = TEXTS.model.units,
    layers: Layers = TEXTS.model.layers,
    bidirectional: Annotated[bool, typer.Option(help="read both ways")] = TEXTS.model.bidirectional,
    seeds: Seeds = 3,
    updates: Updates = TEXTS.training.updates,
    batch: Annotated[int | None, typer.Option(help="texts per weight update")] = None,
    rate: Annotated[float | None, typer.Option(help="learning rate")] = None,
    match: Match = "units",
    tokenizer: Annotated[str | None, typer.Option(help="of Chinese: words or characters")] = None,
    vocabulary: Annotated[int, typer.Option(help="most words")] = USUAL.vocabulary,
    longest: Annotated[int | None, typer.Option(help="tokens read; by default what suits the texts")] = None,
    keep: Annotated[str, typer.Option(help="start or end of longer texts")] = USUAL.keep,
    embedding: Annotated[int, typer.Option(help="numbers per word")] = USUAL.embedding,
    pooling: Annotated[str, typer.Option(help="last, mean, max or attention")] = USUAL.pooling,
    class_weights: Annotated[bool, typer.Option(help="rare classes count as much as frequent ones")] = False,
    set_: Set = None,
) -> Work:
    """Classify texts with recurrent networks and, on the same split, with bags of words."""
    if (train is None) == (sample is None):
        raise UserError("one_source_wanted")
    data = _texts(say, train, test, text, label, read) if train else load_text_sample(sample or "")
    named = settings_from(SentimentSpec, set_ or [])
    task: dict[str, Any] = {
        "longest": longest, "tokenizer": tokenizer, "vocabulary": vocabulary, "keep": keep,
        "embedding": embedding, "pooling": pooling, "class_weights": class_weights,
    }  # fmt: skip
    model: dict[str, Any] = {"units": units, "layers": layers, "bidirectional": bidirectional} | named.model
    return partial(
        run_sentiment,
        data,
        model=replace(TEXTS.model, **model),
        training=given({"updates": updates, "batch": batch, "learning_rate": rate}) | named.training,
        **given(task) | named.task,
        **named.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def begin_sweep(
    say: Say, store: Store, file: File = None, *, read: Read = None, text: Text = None, label: Label = None
) -> tuple[TextFacts, ExperimentSpec]:
    """The texts, which the store keeps, and the usual settings for them."""
    if file is None:
        raise UserError("one_source_wanted")
    facts = keep_texts(store, _texts(say, file, None, text, label, read))
    return facts, sentiment_spec(facts)


def _texts(
    say: Say, train: Path, test: Path | None, text: str | None, label: str | None, read: list[str] | None
) -> TextDataset:
    """Labelled texts as the options say, or what is wrong with them."""
    data = texts_from_file(train, test, replace(text_choices_from(read or []), text=text, label=label))
    say(data.notes)
    return data


COMMAND = Command(
    SentimentSpec.kind,
    sentiment,
    partial(class_lines, words="text", noun="texts"),
    Sweepable(begin_sweep, "for a file of labelled texts"),
    {"score": score, "labels": labels},
)
