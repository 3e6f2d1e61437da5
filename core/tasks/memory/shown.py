"""Single sequences of a made-up problem that networks are shown, and the steps of them that matter."""

from typing import NamedTuple

from core.arrays import Floats
from core.errors import UserError
from core.tasks.memory.problems import SEEN, SYMBOLS, examples
from core.tasks.memory.spec import MemorySpec

MOST = 50  # sequences to choose from


class Sequence(NamedTuple):
    """One sequence with its answers."""

    x: Floats  # (steps, columns)
    y: Floats  # (answers x outputs,)


def sequence(task: MemorySpec, number: int) -> Sequence:
    """A sequence that no network was trained on.

    Args:
        number: 1 is the one that stands for the problem, the others are of the test.

    Raises:
        UserError: `unknown_sequence`.
    """
    if not 1 <= number <= MOST:
        raise UserError("unknown_sequence", number=number, count=MOST)
    drawn, row = (examples(task, "shown"), 0) if number == 1 else (examples(task, "test"), number - 2)
    return Sequence(drawn.x.cut()[row], drawn.y[row])


def marked_steps(task: MemorySpec, x: Floats) -> list[int]:
    """The steps at which something has to be remembered or told, from 1; none where all count alike.

    Args:
        x: (steps, columns).
    """
    if task.problem == "adding":
        return [int(step) + 1 for step in (x[:, 1] == 1).nonzero()[0]]
    if task.problem == "copy":
        return [int(step) + 1 for step in (x.argmax(axis=1) != SYMBOLS).nonzero()[0]]
    return [task.length // SEEN] if task.problem == "sine" else []
