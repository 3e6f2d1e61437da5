"""Does the runs: the simple method's, and those that train."""

import numpy as np

from core.data.frame import Dataset
from core.tasks.job import Ended, data_of, tell
from tests.toy.spec import ToySpec

OFF = {"lstm": 0.1, "gru": 0.2}  # by how much a cell of the first seed is off


def run(job):
    """What a network tells, and how far it is off."""
    tell(job, "started", device="CPU", kernel="standard", reason=None)
    spec = job.spec
    values = data_of(job, Dataset).frame.iloc[:, 0].to_numpy(dtype=float)
    if job.kind == "simple":
        zero = abs(float(values.mean()))
        return Ended("done", {"error": zero, "chance": zero, "solved": zero})
    told = values[: spec.of(ToySpec).lookback].mean() - OFF[job.cell] * job.seed / job.units
    error = abs(float(told - values.mean()))
    facts = {
        "error": error, "val_loss": error, "validation": error, "seconds": 1.0, "samples": 100, "updates": 40,
        "best_updates": 40, "check": 10, "epochs": 4.0, "best_epoch": 4.0, "rates": [0.01],
    }  # fmt: skip
    losses = error + np.random.default_rng(job.seed).normal(scale=0.01, size=50)
    return Ended("done", facts, {"losses": losses} if job.kind == "trial" else {"told": np.array([told])})


def warm_up(cell):
    """Nothing to compile."""
