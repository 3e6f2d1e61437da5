"""Does the run of the simple method."""

from core.data.frame import Dataset
from core.tasks.job import Ended, Job, data_of, tell


def run(job: Job) -> Ended:
    """Zero, and how far it is off."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    error = abs(float(data_of(job, Dataset).frame.iloc[:, 0].mean()))
    return Ended("done", {"error": error, "chance": error, "solved": error})
