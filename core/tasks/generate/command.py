"""The command `generate`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.errors import UserError
from core.tasks.command import Command, Say, Work
from core.tasks.generate.api import generate as run_generate
from core.tasks.generate.api import text_from_file
from core.tasks.generate.command_lines import writing_lines
from core.tasks.generate.spec import GenerateSpec
from core.tasks.options import USUAL_CELLS, Cells, Match, Seeds, Set, given, names
from core.tasks.settings import settings_from
from core.text.long_samples import LONG_SAMPLES, load_long_sample


def generate(
    say: Say,
    file: Annotated[Path | None, typer.Argument(help="a plain text file in any encoding")] = None,
    sample: Annotated[str | None, typer.Option(help=f"one of {', '.join(LONG_SAMPLES)}")] = None,
    cells: Cells = USUAL_CELLS,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    layers: Annotated[int | None, typer.Option(help="recurrent layers")] = None,
    seeds: Seeds = 2,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    match: Match = "units",
    settings: Set = None,
) -> Work:
    """Train networks that write a text on, character by character, and compare them with n-grams."""
    if (file is None) == (sample is None):
        raise UserError("one_source_wanted")
    data = load_long_sample(sample or "") if file is None else text_from_file(file)
    asked = settings_from(GenerateSpec, settings or ())
    return partial(
        run_generate,
        data,
        cells=names(cells),
        seeds=seeds,
        match=match,
        model=given({"units": units, "layers": layers}) | asked.model,
        training=given({"updates": updates}) | asked.training,
        task=asked.task,
    )


COMMAND = Command(generate, writing_lines)
