"""What training on a worker has in common, whatever the task: a kernel, news, real answers."""

from collections.abc import Callable, Sequence

import numpy as np

from core.arrays import Arrays
from core.errors import UserError
from core.networks.device import Kernel, device, device_name
from core.networks.schedule import Schedule
from core.networks.trainers import Trainer
from core.networks.training import Fit, Part, Progress, fit
from core.tasks.job import Job, asked_to_stop, tell


def kernel_of(job: Job, choose: Callable[[], Kernel]) -> Kernel:
    """The kernel that an earlier attempt chose, so that results stay the same, else one that suits."""
    return Kernel(job.kernel, "kernel_kept") if job.kernel else choose()


def tell_start(job: Job, kernel: Kernel) -> None:
    """Let the engine know on what a job begins to train."""
    tell(job, "started", device=device_name(device()), kernel=kernel.name, reason=kernel.reason)


def trained(
    job: Job,
    trainer: Trainer,
    parts: Sequence[Part],
    schedule: Schedule,
    on_look: Callable[[Progress], None] | None = None,
) -> Fit:
    """Fit a trainer's network from the job's seed, until the schedule ends or a person stops it.

    Args:
        on_look: What to do with the news of each look; without it the engine hears all of them.

    Raises:
        Stopped, UserError: As `core.networks.training.fit`.
    """
    return fit(
        trainer,
        parts,
        schedule,
        seed=job.seed,
        on_look=on_look or (lambda progress: tell(job, "look", **vars(progress))),
        should_stop=lambda: asked_to_stop(job.key),
    )


def require_finite(arrays: Arrays) -> None:
    """Make sure that a trained network answers with numbers.

    Raises:
        UserError: `forecast_not_finite`, for every task: stores of before hold this key.
    """
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise UserError("forecast_not_finite")
