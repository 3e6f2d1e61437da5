"""Options that commands of several tasks share, named once, and how what is typed for them is read."""

from pathlib import Path
from typing import Annotated, Any

import typer

from core.cells import CELLS, USUAL

USUAL_CELLS = ",".join(USUAL)

File = Annotated[Path | None, typer.Argument(help="CSV, Excel, Parquet or JSON file")]
Read = Annotated[
    list[str] | None, typer.Option(help="how to read the file, e.g. day_first=yes, series=store,item")
]
Cells = Annotated[str, typer.Option(help=f"some of {','.join(CELLS)}")]
Units = Annotated[int, typer.Option(help="numbers in the hidden state")]
Layers = Annotated[int, typer.Option(help="recurrent layers")]
Seeds = Annotated[int, typer.Option(help="trainings per cell")]
Updates = Annotated[int, typer.Option(help="most weight updates")]
Match = Annotated[str, typer.Option(help="equal 'units' or 'parameters'")]

Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="any setting of task, network or training by its name, e.g. dropout=0.2"),
]


def names(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given; the others are for the data to decide."""
    return {name: value for name, value in options.items() if value is not None}
