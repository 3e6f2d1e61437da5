"""How a network ranks the items that may end a session: by its cell's own equations, many at once."""

from collections.abc import Sequence

import numpy as np

from core.arrays import Floats, Ints
from core.tasks.generate.alphabet import FIRST
from core.tasks.generate.items import Ends
from core.tasks.generate.writing import Writer
from core.text.vocabulary import UNKNOWN

TOGETHER = 256  # sessions


def network_ranks(writer: Writer, ends: Ends, line_end: int) -> Ints:
    """The place of each session's last item among all known ones, from 1; beyond all where it is not known.

    Args:
        line_end: The number of what stands between sessions: each is read behind it, and it is no item.
    """
    found = []
    for start in range(0, len(ends), TOGETHER):
        last = ends.last[start : start + TOGETHER]
        logits = _answers(writer, [np.append(line_end, one) for one in ends.before[start : start + TOGETHER]])
        logits[:, [0, line_end - UNKNOWN]] = -np.inf
        own = np.take_along_axis(logits, np.maximum(last - UNKNOWN, 0)[:, None], axis=1)
        places = 1 + (logits > own).sum(axis=1)
        found.append(np.where(last >= FIRST, places, logits.shape[1] + 1))
    return np.concatenate(found)


def _answers(writer: Writer, read: Sequence[Ints]) -> Floats:
    """Logits behind each, (sessions, characters)."""
    lengths = np.array([len(one) for one in read])
    numbers = np.full((len(read), int(lengths.max())), UNKNOWN)
    for row, one in zip(numbers, read, strict=True):
        row[: len(one)] = one
    states = writer.rest(len(read))
    top = np.zeros(1)
    for step, column in enumerate(numbers.T):
        now, after = writer.step(column, states)
        goes_on = (step < lengths)[:, None]
        top = np.where(goes_on, now, top)
        states = [
            {name: np.where(goes_on, one[name], old[name]) for name in old}
            for one, old in zip(after, states, strict=True)
        ]
    return writer.logits(top)
