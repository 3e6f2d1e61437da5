"""The states of a run and the only moves between them."""

from typing import Literal

State = Literal["queued", "running", "done", "failed", "cancelled"]

NEXT: dict[State, set[State]] = {
    "queued": {"running", "cancelled"},
    "running": {"queued", "done", "failed", "cancelled"},
}
ENDED: tuple[State, ...] = ("done", "failed", "cancelled")


def before(to: State) -> list[State]:
    """The states from which a run may move to this one; news of an ended run thus changes nothing."""
    return [state for state, after in NEXT.items() if to in after]
