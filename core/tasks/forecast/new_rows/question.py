"""What the engine knows of new rows: both data sets, and the networks behind the forecast that was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import UserError
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.series import Series
from core.tasks.question import Question, TrainedNetwork
from core.tasks.results import finished
from core.tasks.trained_networks import trained_networks_of


@dataclass(frozen=True, eq=False)
class NewRows(Series):
    """A series as it was trained on, and as it is known by now."""

    trained: bytes = b""  # Parquet
    together: bytes = b""
    refitted: frozenset[str] = frozenset()  # cells whose networks were trained on all rows
    chosen: Mapping[str, Any] = field(default_factory=dict)  # facts of the baselines: how the series is read


def about_new_rows(
    store: Store, experiment: Experiment, baselines: Run, runs: list[Run], question: Question
) -> Question:
    """A question about new rows, with everything that the worker needs.

    Raises:
        UserError: `not_trained_yet`, `final_networks_gone`, `data_gone`.
    """
    done = finished(store, experiment, runs)
    if done is None:
        raise UserError("not_trained_yet")
    source = question.source
    assert isinstance(source, Series)
    bodies = store.dataset_body(experiment.data), store.dataset_body(str(question.asked["data"]))
    refitted = frozenset(cell.cell for cell in done.cells if cell.refitted)
    rows = NewRows(
        source.columns, source.outputs, source.gapless, source.lookback, trained=bodies[0],
        together=bodies[1], refitted=refitted, chosen=baselines.facts,
    )  # fmt: skip
    networks = [kept for cell in done.cells for kept in networks_of(store, cell, runs)]
    return replace(question, source=rows, typical=(), together=tuple(networks))


def networks_of(store: Store, cell: CellRuns, runs: list[Run]) -> list[TrainedNetwork]:
    """Those that a cell's forecast is the mean of, in the order of their seeds.

    Raises:
        UserError: `final_networks_gone`.
    """
    kind = "final" if cell.refitted else "backtest"
    found = {run.seed: run for run in runs if (run.kind, run.cell, run.state) == (kind, cell.cell, "done")}
    try:
        return trained_networks_of(store, [found[seed] for seed in cell.seeds])
    except UserError as error:
        raise UserError("final_networks_gone") from error
