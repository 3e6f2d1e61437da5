"""Everything of one experiment in one zip: report, tables, scripts with their data, settings, how to run."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from app.exports.dialect import COMMA, Dialect
from app.exports.pictures import Figures
from app.exports.tables import table_csv
from app.i18n import Translate
from app.names import experiment_name
from core.cells import CELLS
from core.specs import to_json
from core.store.records import Experiment, Run
from core.tasks.results import typical_seed

DATA, WEIGHTS = "data.csv", "weights.h5"  # what the names of these files end with
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Exports:
    """What can be taken home of one experiment; each file is made when it is asked for."""

    tables: Mapping[str, Callable[[], pd.DataFrame]]  # by what they hold
    workbook: Make  # Excel: all of the tables, with settings and data
    report: Make  # HTML
    figures: Figures
    inputs: Mapping[str, Make]  # what the scripts read, by the ends of the files' names
    # Of a run, with what these names begin with; None where a task has no script.
    script: Callable[[Run, str], str] | None
    packages: Callable[[], str]  # what the scripts need
    weights: Callable[[Run], bytes | None]  # of a run's network; None where it has left none
    about: str  # after which the files are called


def typical_runs(experiment: Experiment, runs: list[Run]) -> dict[str, Run]:
    """The run of each cell that its script repeats.

    Cells of which nothing ended well are left out, and those that no script can hold (`Cell.portable`).
    """
    found = {cell: typical_seed(runs, cell) for cell in experiment.spec.cells if CELLS[cell].portable}
    return {cell: run for cell, run in found.items() if run is not None}


def bundle(
    t: Translate, experiment: Experiment, runs: list[Run], exports: Exports, dialect: Dialect = COMMA
) -> bytes:
    """The zip; its names are the same in every language and for every experiment.

    Args:
        dialect: Of the tables for people; what scripts read is written the same for everybody.
    """
    typical = typical_runs(experiment, runs) if exports.script else {}
    spec = json.loads(to_json(experiment.spec))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(t, experiment, typical, exports).encode("utf-8-sig"))
        archive.writestr("report.html", exports.report())
        archive.writestr("workbook.xlsx", exports.workbook())
        for what, table in exports.tables.items():
            archive.writestr(f"{what}.csv", table_csv(table(), dialect))
        for name, make in exports.inputs.items():
            archive.writestr(name, make())
        for cell, run in typical.items():
            assert exports.script is not None
            archive.writestr(f"{cell}.py", exports.script(run, "").encode())
        for cell, kept in _weights(typical, exports).items():
            archive.writestr(f"{cell}.{WEIGHTS}", kept)
        archive.writestr("spec.json", json.dumps(spec, indent=1, ensure_ascii=False).encode())
    return body.getvalue()


def _weights(typical: Mapping[str, Run], exports: Exports) -> dict[str, bytes]:
    """By cell; what has left none, from before networks were kept, is trained anew by its script."""
    return {cell: kept for cell, run in typical.items() if (kept := exports.weights(run))}


def _readme(t: Translate, experiment: Experiment, typical: Mapping[str, Run], exports: Exports) -> str:
    files = {
        "report.html": t("take_home.report.help"),
        "workbook.xlsx": t("take_home.workbook.help"),
        **{f"{what}.csv": t(f"take_home.{what}.help") for what in exports.tables},
        **{name: t("bundle.data") for name in exports.inputs},
        **{f"{cell}.py": _about_script(t, run) for cell, run in typical.items()},
        **{
            f"{cell}.{WEIGHTS}": t("bundle.weights", cell=t(f"cell.{cell}"))
            for cell in _weights(typical, exports)
        },
        "spec.json": t("bundle.spec"),
    }
    run = [f"    python {cell}.py" for cell in typical]
    about = [f"{name}: {told}" for name, told in files.items()]
    install = [t("bundle.run"), "", f"    pip install {exports.packages()}", *run]
    return "\n".join([experiment_name(t, experiment), "", *about, "", *(install if typical else [])])


def _about_script(t: Translate, run: Run) -> str:
    return t("bundle.script", cell=t(f"cell.{run.cell}"), seed=run.seed)
