"""What chance scores on a made-up problem: the run that stands where other tasks have baselines."""

from core.tasks.job import Ended, Job, tell
from core.tasks.memory.problems import JUDGED, PROBLEMS, examples, guess, scores, updates
from core.tasks.memory.spec import MemorySpec


def run(job: Job) -> Ended:
    """Tell the exact loss of chance, and what it comes to on the test examples."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    spec = job.spec
    task, problem = spec.of(MemorySpec), PROBLEMS[spec.of(MemorySpec).problem]
    test = examples(task, "test")
    loss, accuracy = scores(problem, test.y, guess(problem, test.y))
    batch = spec.training.batch_size(task.examples)
    facts = {
        "chance": problem.chance,
        "luck": problem.luck,
        "solved": problem.solved,
        "measured": loss,
        "measured_accuracy": accuracy,
        "updates": updates(task, batch),
        "judged": JUDGED,
    }
    return Ended("done", facts)
