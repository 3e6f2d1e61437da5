"""What to try where a network's numbers blew up: only what is not on already."""

from core.specs import ModelSpec, TrainingSpec

BLOWN_UP = ("loss_not_finite", "forecast_not_finite")  # errors that settings can prevent


def remedy(error: str, model: ModelSpec, training: TrainingSpec) -> str | None:
    """The key of what to try; None for an error that has other reasons.

    Args:
        error: Its key.
    """
    if error not in BLOWN_UP:
        return None
    clip, tanh = "_clip" * (not training.clipnorm), "_tanh" * (model.activation == "relu")
    return f"remedy.rate{clip}{tanh}"
