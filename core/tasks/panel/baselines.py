"""The baselines' run for many series: local methods fitted to each, and ridge pooled over all windows."""

from functools import partial

import numpy as np

from core.arrays import Arrays
from core.data.panel.dataset import Panel
from core.evaluate import PROTOCOL
from core.tasks.job import Ended, Job, asked_to_stop, data_of, tell
from core.tasks.panel.local import local_forecasts
from core.tasks.panel.network_windows import laid
from core.tasks.panel.parts import places_of
from core.tasks.panel.pooled_ridge import pooled_ridge
from core.tasks.panel.prepare import PreparedPanel, prepare_panel
from core.tasks.panel.spec import PanelSpec


def run(job: Job) -> Ended:
    """Do the run of the baselines, or a part of it.

    It leaves forecasts of local methods by "block/method", (series, origins, horizon), "final/method" with
    one origin, of the series of its part; the first part also, of all series, truth, ridge and the units of
    their errors.
    """
    tell(job, "started", device="CPU", kernel=None, reason=None)
    ready = prepare_panel(data_of(job, Panel), job.spec.of(PanelSpec))
    places = places_of(len(ready.data), job.seed, job.parts)
    local = local_forecasts(ready, places, partial(asked_to_stop, job.key))
    arrays: Arrays = {name: values.astype(np.float32) for name, values in local.arrays.items()}
    facts = facts_of(ready) | {"left_out": local.left_out, "failed": local.failed}
    if places.start > 0:
        return Ended("done", facts, arrays)
    ridge, penalty = pooled_ridge(ready)
    if ready.task.together:
        ridge = ridge | pooled_ridge(ready, together=True)[0]
    arrays |= {name: values.astype(np.float32) for name, values in ridge.items()} | _yardstick(ready)
    return Ended("done", facts | {"penalty": penalty}, arrays)


def _yardstick(ready: PreparedPanel) -> Arrays:
    """Truth and origins, and the units of the series' errors."""
    arrays: Arrays = {}
    for block in ("calibration", "test"):
        rows = ready.origins(block)
        arrays[f"{block}_truth"] = laid(ready, rows, ready.windows(rows).truth, together=False)
        arrays[f"{block}_origins"] = rows
    for block, name in (("validation", "before"), ("test", "test")):
        arrays[f"unit_{name}"], arrays[f"unit_squared_{name}"] = ready.scales(block)
    return arrays


def facts_of(ready: PreparedPanel) -> dict[str, object]:
    """What pages and summaries tell of how the series were cut and read."""
    cuts = {block: list(ready.cuts.of(block)) for block in ("validation", "calibration", "test")}
    return {
        "protocol": PROTOCOL,
        "season": ready.season,
        "cuts": cuts,
        "logarithm": ready.reading.logarithm,
        "intermittent": ready.intermittent,
        "windows": len(ready.training(ready.before("test"))),
        "forecast_series": int((ready.future() >= 0).sum()),
    }
