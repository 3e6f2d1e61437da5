"""The commands `export`, `import` and `drop`: networks taken away, brought back, and given up."""

from pathlib import Path
from typing import Annotated

import typer

from core.data.files import read_bytes
from core.store.kept_networks import drop_networks
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.forecast.api import save
from core.tasks.forecast.kept.bring import bring

Of = Annotated[str, typer.Argument(help="id of a forecasting experiment")]


def export(
    experiment: Of,
    file: Annotated[Path, typer.Argument(help="ZIP file to write")] = Path("networks.zip"),
    onnx: Annotated[bool, typer.Option("--onnx", help="also as ONNX; needs requirements-onnx.txt")] = False,
) -> Result:
    """Take the networks of an experiment away: for plain Keras, and for `import` (docs/model-format.md)."""
    save(experiment, file, onnx=onnx)
    return {"experiment": experiment, "file": str(file), "bytes": file.stat().st_size}


def bring_back(file: Annotated[Path, typer.Argument(help="ZIP file that `export` wrote")]) -> Result:
    """Bring networks back that were taken away, with their experiment, as a new one."""
    return {"experiment": bring(Store(), read_bytes(file))}


def drop(experiment: Of) -> Result:
    """Delete the networks that an experiment keeps; its result stays."""
    return {"experiment": experiment, "bytes": drop_networks(Store(), experiment)}
