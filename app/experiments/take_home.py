"""Downloads: tables as CSV, a report that needs nothing else, scripts with their data, all in one zip."""

from collections.abc import Callable

import streamlit as st

from app.components.saving import csv_button, csv_dialect, dialect_choice
from app.experiments.pictures import pictures
from app.exports.bundle import WEIGHTS, Exports, bundle, typical_runs
from app.exports.names import file_stem
from app.i18n import Translate
from core.store.records import Experiment, Run
from core.takehome.notebook import notebook_of

MIME = {
    "csv": "text/csv", "html": "text/html", "py": "text/x-python", "txt": "text/plain",
    "ipynb": "application/x-ipynb+json", "zip": "application/zip", "h5": "application/x-hdf5",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def take_home(
    t: Translate, experiment: Experiment, runs: list[Run], exports: Exports, best: str, *, drawn: bool
) -> None:
    """Draw the buttons; each file is made when it is asked for.

    Args:
        best: The cell whose script is offered first.
        drawn: Whether this is seen; pictures are drawn only then.
    """
    stem, dialect = file_stem(exports.about), csv_dialect()
    left, right = st.columns(2, gap="large")
    with left:
        holds = t(f"take_home.workbook.{experiment.task}")
        _file(t, "workbook", exports.workbook, f"{stem}.xlsx", about=holds)
        for what, table in exports.tables.items():
            label, about = t(f"take_home.{what}"), t(f"take_home.{what}.help")
            name, key = f"{stem}-{what}.csv", f"take_home.{what}"
            csv_button(t, label, table, name, key=key, help=about, width="stretch")
        dialect_choice(t, where="take_home")
    with right:
        _file(t, "bundle", lambda: bundle(t, experiment, runs, exports, dialect), f"{stem}.zip")
        _file(t, "report", exports.report, f"{stem}-report.html")
        run = None
        if exports.script is not None:
            typical = typical_runs(experiment, runs)
            run = _script(t, stem, typical, exports, exports.script, best, experiment.task)
        if drawn and run and (kept := exports.weights(run)):
            _file(t, "weights", lambda: kept, f"{stem}-{run.cell}.{WEIGHTS}",
                  about=t(f"take_home.weights.help.{experiment.task}"))  # fmt: skip
    if drawn:
        pictures(t, stem, exports.about, exports.figures)


def _script(
    t: Translate,
    stem: str,
    typical: dict[str, Run],
    exports: Exports,
    script: Callable[[Run, str], str],
    best: str,
    task: str,
) -> Run | None:
    """Choose a cell; its script beside the data that it reads. Returns the run that it repeats."""
    names = list(typical)
    cell = st.selectbox(
        t("take_home.cell"),
        names,
        index=names.index(best) if best in names else 0,
        format_func=lambda c: t(f"cell.{c}"),
        key=f"take_home.cell.{best}",  # another verdict offers another cell
    )
    if cell is None:
        return None
    run = typical[cell]
    st.caption(t("take_home.seed", seed=run.seed))
    _file(t, "script", lambda: script(run, f"{stem}-").encode(), f"{stem}-{cell}.py",
          about=t(f"take_home.script.help.{task}"))  # fmt: skip
    book = f"{stem}-{cell}.ipynb"
    _file(t, "notebook", lambda: notebook_of(script(run, f"{stem}-"), book), book)
    for name, make in exports.inputs.items():
        _file(t, name.split(".")[0], make, f"{stem}-{name}")
    return run


def _file(t: Translate, what: str, make: Callable[[], bytes], name: str, *, about: str = "") -> None:
    st.download_button(
        t(f"take_home.{what}"),
        make,
        file_name=name,
        mime=MIME[name.rsplit(".")[-1]],
        key=f"take_home.{what}",
        on_click="ignore",
        icon=":material/download:",
        help=about or t(f"take_home.{what}.help"),
        width="stretch",
    )
