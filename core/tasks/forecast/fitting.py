"""One network's way to its weights on a worker: kernel, trainer, how many updates, and at which rates."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core.cells import CELLS
from core.networks.cached import cached_trainer
from core.networks.device import Device, Kernel, choose_kernel, device
from core.networks.schedule import Replay, Schedule
from core.networks.trainers import Trainer
from core.networks.training import Fit, Part, Progress
from core.specs import ExperimentSpec
from core.tasks.forecast.network import Shape
from core.tasks.forecast.prepare import Examples, Prepared
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.training_loss import settled
from core.tasks.forecast.update_folds import update_folds
from core.tasks.job import Job, tell
from core.tasks.worker import kernel_of, tell_start, trained


@dataclass
class Fitting:
    """Trains the network of a job."""

    job: Job
    given: ExperimentSpec
    prepared: Prepared
    number: int = 0  # of the training within its job: its looks are counted on from the one before
    facts: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spec = replace(self.given, training=settled(self.given.training, self.prepared))
        self.kernel = kernel_of(self.job, lambda: choose(self.job.cell, self.spec, device()))
        if self.number == 0:
            tell_start(self.job, self.kernel)

    def search(self) -> tuple[Trainer, Fit]:
        """Train on the training rows, for as many updates as validation says.

        Where the rows that would say it are few, forward folds do, of training and validation rows; then a
        network is trained for so many updates.
        """
        train, validation = (self.prepared.block(name).with_answers() for name in ("train", "validation"))
        check = self.spec.training.check(len(train.x))
        schedule, folds = Schedule(self.spec.training, check), update_folds(self.prepared)
        self.facts["update_folds"] = len(folds)
        if not folds:
            return self._fit([Part(train.x, train.y, (validation.x, validation.y))], schedule, report=True)
        parts = [Part(fitted.x, fitted.y, (judged.x, judged.y)) for fitted, judged in folds]
        _, how = self._fit(parts, schedule, report=True)
        path = Replay(self.spec.training, check, planned=how.rates)
        trainer, again = self._fit([Part(train.x, train.y)], path, report=False)
        return trainer, replace(how, seconds=how.seconds + again.seconds)

    def follow(self, examples: Examples) -> tuple[Trainer, Fit]:
        """Train as the backtest was, on other examples."""
        check = self.job.check or self.spec.training.check(len(examples.x))
        path = Replay(self.spec.training, check, planned=self.job.rates or ())
        return self._fit([Part(examples.x, examples.y)], path, report=True)

    def begin(self, examples: Examples) -> Trainer:
        """Train on examples until the first look."""
        check = self.job.check or self.spec.training.check(len(examples.x))
        once = Schedule(replace(self.spec.training, updates=check), check)
        return self._fit([Part(examples.x, examples.y)], once, report=False)[0]

    def _fit(self, parts: list[Part], schedule: Schedule, *, report: bool) -> tuple[Trainer, Fit]:
        """Layers and batches draw from the job's seed on their own.

        Keras' global seed stays as it is: to set it makes TensorFlow forget what it has made ready of each
        graph, which costs more than the training of a short series.
        """
        job = self.job
        trainer = trainer_of(job.cell, self.spec, job.units, self.prepared, self.kernel.name, job.seed)
        on_look = self._reporter(schedule) if report else lambda progress: None
        return trainer, trained(job, trainer, parts, schedule, on_look)

    def _reporter(self, schedule: Schedule) -> Callable[[Progress], None]:
        looks = self.number * len(schedule.planned) if isinstance(schedule, Replay) else 0

        def report(progress: Progress) -> None:
            counted = replace(
                progress,
                epoch=progress.epoch + looks,
                updates=progress.updates + looks * schedule.check,
            )
            tell(self.job, "look", **asdict(counted))

        return report


def choose(cell: str, spec: ExperimentSpec, where: Device) -> Kernel:
    """The same for backtest and refits, which differ in the rows they train on."""
    return choose_kernel(
        CELLS[cell], spec.model, where, spec.training.updates * spec.of(ForecastSpec).lookback
    )


def trainer_of(
    cell: str, spec: ExperimentSpec, units: int, prepared: Prepared, kernel: str, seed: int
) -> Trainer:
    """The batch is that of the backtest, also for the refits: one shape, one trainer."""
    shape = Shape(
        cell, spec.model, units, prepared.lookback, prepared.columns, prepared.steps, prepared.gapless
    )
    batch = spec.training.batch_size(len(prepared.block("train").with_answers().x))
    return cached_trainer(shape, spec.training, kernel, batch, seed)
