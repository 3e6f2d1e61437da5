"""All forecasts of an experiment as one workbook: for the program `unrolled` and for Python."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.command_line import exit_codes
from core.store.store import Store
from core.tasks.forecast.new_rows.predicting import live


def forecasts_workbook(store: Store, experiment: str) -> bytes:
    """The latest forecast, every earlier one beside what came, and the scores, as an Excel workbook.

    Raises:
        UserError: What `live` raises.
    """
    from app.i18n import speaking, translator  # what writes it is the page's
    from app.tasks.forecast.new_rows.export import rows_workbook

    with speaking("en"):
        return rows_workbook(translator("en"), live(store, experiment))


def workbook(
    experiment: Annotated[str, typer.Argument(help="id of a forecasting experiment")],
    file: Annotated[Path, typer.Argument(help="Excel file to write")] = Path("forecasts.xlsx"),
) -> None:
    """Write the latest forecast, every earlier one beside what came, and the scores as one workbook."""
    with exit_codes(file):
        file.write_bytes(forecasts_workbook(Store(), experiment))
    typer.echo(str(file))
