"""What a trial of a sweep leaves that tells classes. Heavy: workers only."""

from core.arrays import Floats, Ints
from core.evaluate.classification import log_losses, softmax
from core.networks.training import Fit
from core.tasks.job import Ended
from core.tasks.worker import require_finite


def trial(how: Fit, logits: Floats, truth: Ints) -> Ended:
    """Log loss and accuracy on what validates; nothing else is looked at."""
    require_finite({"validation": logits})
    probabilities = softmax(logits)
    losses, right = log_losses(truth, probabilities), probabilities.argmax(axis=1) == truth
    facts = {"validation": float(losses.mean()), "accuracy": float(right.mean())}
    return Ended("done", vars(how) | facts, {"losses": losses})
