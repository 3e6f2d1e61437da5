"""A worker trains networks over many series: prepare, fit, forecast all of them."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from core.arrays import Arrays, Ints
from core.cells import CELLS
from core.data.panel.dataset import Panel
from core.data.panel.parquet import facts_of
from core.data.panel.samples import PRESELECTED, load_panel_sample
from core.networks.cached import compiled_in, kept
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Replay, Schedule
from core.networks.training import Fit, Part, fit
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.job import Ended, Job, data_of
from core.tasks.latency import latency
from core.tasks.panel.network import PanelShape
from core.tasks.panel.network_windows import NetworkWindows, laid, training_windows, windows_at
from core.tasks.panel.prepare import PreparedPanel, prepare_panel
from core.tasks.panel.sizes import widths_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.start import start
from core.tasks.panel.trainer import PanelTrainer
from core.tasks.worker import kernel_of, require_finite, tell_start, trained


def run(job: Job) -> Ended:
    """Train one network.

    "backtest" on the rows before validation, which says after how many updates to stop; "refit" as long and
    at the same rates on all rows before the test; "final" on all rows.
    """
    return Training(job).ended()


class Training:
    """The training of one job."""

    def __init__(self, job: Job) -> None:
        self.job, data = job, data_of(job, Panel)
        self.ready = prepare_panel(data, job.spec.of(PanelSpec))
        self.spec = replace(job.spec, training=self.ready.settled(job.spec.training))
        self.kernel = kernel_of(job, lambda: chosen_kernel(job.cell, self.spec))

    def ended(self) -> Ended:
        """Train, and forecast what such a network is asked for."""
        tell_start(self.job, self.kernel)
        if self.job.kind == "backtest":
            return self._backtest()
        refit = self.job.kind == "refit"
        before = self.ready.before("test") if refit else self.ready.data.measured
        trainer, how = self._follow(before)
        name, rows = ("test", self.ready.origins("test")) if refit else ("final", self.ready.future())
        return Ended("done", asdict(how), self._forecasts(trainer, {name: rows}))

    def _backtest(self) -> Ended:
        ready, training = self.ready, self.spec.training
        x, validation = self._trained_on(ready.before("validation")), self._at(ready.origins("validation"))
        unit = self._unit()
        trainer = trainer_of(self.job.cell, self.spec, ready, self.job.units, self.kernel.name, self.job.seed)
        schedule = Schedule(training, training.check(len(x)))
        how = trained(self.job, trainer, [Part(x, unit, (validation, unit))], schedule)
        rows = {
            "calibration": ready.origins("calibration"),
            "test": ready.origins("test"),
            "last": ready.future(),
        }
        arrays = self._forecasts(trainer, rows)
        some = self._at(rows["test"]).some(slice(0, 256))
        facts = asdict(how) | latency(lambda: trainer.predict(some), len(some))
        return Ended("done", facts, arrays, weights_of(trainer.network))

    def _follow(self, before: Ints) -> tuple[PanelTrainer, Fit]:
        """Train as the backtest was, on more rows."""
        x, training = self._trained_on(before), self.spec.training
        trainer = trainer_of(
            self.job.cell, self.spec, self.ready, self.job.units, self.kernel.name, self.job.seed
        )
        check = self.job.check or training.check(len(x))
        path = Replay(training, check, planned=self.job.rates or ())
        return trainer, trained(self.job, trainer, [Part(x, self._unit())], path)

    def _unit(self) -> Any:
        """Of each series' errors on validation: of what comes now and then, of squared ones.

        Series that repeat themselves, or are shorter than a season, have none: there it is the usual one.
        """
        found = self.ready.scales("validation")[int(self.ready.intermittent)]
        known = found[np.isfinite(found)]
        return np.where(np.isfinite(found), found, np.median(known) if len(known) else 1.0)

    def _forecasts(self, trainer: PanelTrainer, rows: dict[str, Ints]) -> Arrays:
        """Forecasts by block, (series, origins, horizon)."""
        told = {name: trainer.predict(self._at(one)) for name, one in rows.items()}
        require_finite(told)
        together = self.ready.task.together
        return {
            name: laid(self.ready, rows[name], one, together=together).astype(np.float32)
            for name, one in told.items()
        }

    def _at(self, rows: Ints) -> NetworkWindows:
        return windows_at(self.ready, rows, together=self.ready.task.together)

    def _trained_on(self, before: Ints) -> NetworkWindows:
        return training_windows(self.ready, before, together=self.ready.task.together)


def trainer_of(
    cell: str, spec: ExperimentSpec, ready: PreparedPanel, units: int, kernel: str, seed: int
) -> PanelTrainer:
    """A trainer whose network begins with the weights of a seed; whether it was kept makes no difference."""
    task = ready.task
    shape = PanelShape.of(widths_of(facts_of(ready.data), task), task, cell, spec.model, units)
    fresh = shape.network(spec.training, kernel, seed)
    windows = training_windows(ready, ready.before("validation"), together=task.together)
    batch = spec.training.batch_size(len(windows))
    key = (shape, compiled_in(spec.training), kernel, batch, ready.intermittent)
    trainer = kept(key, fresh, lambda: PanelTrainer(fresh, batch, squared=ready.intermittent))
    assert isinstance(trainer, PanelTrainer)
    return trainer


def chosen_kernel(cell: str, spec: ExperimentSpec) -> Kernel:
    """The same for backtest and refits."""
    task = spec.of(PanelSpec)
    walked = task.lookback // task.block + (task.horizon if task.head == "decoder" else 0)
    steps = spec.training.updates * spec.model.layers * walked
    return choose_kernel(CELLS[cell], spec.model, device(), steps)


def warm_up(cell: str) -> None:
    """Train a cell for a moment on the sample that the page offers first."""
    data = load_panel_sample(PRESELECTED)
    facts = facts_of(data)
    spec = start(facts)
    ready = prepare_panel(data, spec.of(PanelSpec))
    units, _ = cell_size(spec, CELLS[cell], widths_of(facts, spec.of(PanelSpec)).ends())
    training = replace(ready.settled(spec.training), updates=1)
    trainer = trainer_of(
        cell, replace(spec, training=training), ready, units, chosen_kernel(cell, spec).name, 0
    )
    x, unit = ready.training(ready.before("validation")), ready.scales("validation")[0]
    fit(trainer, [Part(x, unit)], Schedule(training, 1), seed=0)
