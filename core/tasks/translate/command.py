"""The command `translate`."""

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
from core.tasks.translate.api import pairs_from_file, translate_spec
from core.tasks.translate.api import translate as run_translate
from core.tasks.translate.command_lines import translation_lines
from core.tasks.translate.keeping import keep_pairs
from core.tasks.translate.spec import TranslateSpec
from core.text.pairs import PairFacts, Pairs
from core.text.pairs_samples import PAIR_SAMPLES, load_pair_sample

File = Annotated[Path | None, typer.Argument(help="lines of a sentence, a tab, its translation")]
Other = Annotated[
    Path | None, typer.Option(help="a file of translations, line by line, if the first has sentences only")
]
Sample = Annotated[str | None, typer.Option(help=f"one of {', '.join(PAIR_SAMPLES)}")]


def translate(
    say: Say,
    file: File = None,
    other: Other = None,
    sample: Sample = None,
    cells: Cells = USUAL_CELLS,
    attention: Annotated[str | None, typer.Option(help="none, bahdanau or luong")] = None,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    layers: Annotated[int | None, typer.Option(help="recurrent layers")] = None,
    beam: Annotated[int | None, typer.Option(help="translations followed side by side")] = None,
    seeds: Seeds = 2,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    match: Match = "units",
    set_: Set = None,
) -> Work:
    """Train networks that translate sentences, and compare them with simple methods."""
    data = _pairs(file, other, sample)
    asked = settings_from(TranslateSpec, set_ or ())
    return partial(
        run_translate,
        data,
        model=given({"units": units, "layers": layers}) | asked.model,
        training=given({"updates": updates}) | asked.training,
        task=given({"attention": attention, "beam": beam}) | asked.task,
        **asked.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def begin_sweep(
    say: Say, store: Store, file: File = None, sample: Sample = None
) -> tuple[PairFacts, ExperimentSpec]:
    """The pairs, which the store keeps, and the usual settings for them."""
    data = _pairs(file, None, sample)
    return keep_pairs(store, data), translate_spec(data)


def _pairs(file: Path | None, other: Path | None, sample: str | None) -> Pairs:
    """Pairs as the options say, or what is wrong with them."""
    if (file is None) == (sample is None):
        raise UserError("one_source_wanted")
    return load_pair_sample(sample or "") if file is None else pairs_from_file(file, other)


COMMAND = Command(
    TranslateSpec.kind, translate, translation_lines, Sweepable(begin_sweep, "for lines of pairs")
)
