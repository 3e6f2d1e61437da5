"""What is chosen for the script of a network that tells classes."""

from typing import Any

_POOLED = {
    "mean": ", the mean over all steps",
    "max": ", the maximum over all steps",
    "attention": ", attention over all steps",
}


def class_choices(pooling: str, *, weighted: bool) -> dict[str, Any]:
    """What is chosen for its last layers and its training (see `templates/choices.py`).

    Args:
        weighted: Whether rare classes count as much as frequent ones.
    """
    return {
        "POOLING": pooling,
        "STACK": f"recurrent layers{_POOLED.get(pooling, '')}, a dense layer",
        "CLASS_WEIGHTS": weighted,
    }
