"""A worker trains a network: here it only makes as if."""

import numpy as np

from core.data.frame import Dataset
from core.tasks.job import Ended, Job, data_of, tell
from core.tasks.toy.spec import ToySpec

OFF = {"lstm": 0.1, "gru": 0.2}  # by how much a cell of the first seed is off


def run(job: Job) -> Ended:
    """What a network tells, and how far it is off."""
    tell(job, "started", device="CPU", kernel="standard", reason=None)
    values = data_of(job, Dataset).frame.iloc[:, 0].to_numpy(dtype=float)
    read = values[: job.spec.of(ToySpec).lookback]
    told = read.mean() - OFF.get(job.cell, 0.3) * job.seed / job.units
    error = abs(float(told - values.mean()))
    facts = {
        "error": error, "val_loss": error, "validation": error, "seconds": 1.0, "samples": 100, "updates": 40,
        "best_updates": 40, "check": 10, "epochs": 4.0, "best_epoch": 4.0, "rates": [0.01],
    }  # fmt: skip
    losses = error + np.random.default_rng(job.seed).normal(scale=0.01, size=50)
    return Ended("done", facts, {"losses": losses} if job.kind == "trial" else {"told": np.array([told])})


def warm_up(cell: str) -> None:
    """Nothing to compile."""
