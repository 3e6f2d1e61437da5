"""The next item of a session: what is held out, how methods rank all items, and the simple methods.

Scored are the last items of the held-out sessions, each told from the items before it: recall@20, whether it
is among the first twenty, and MRR@20, one over its place among them (Hidasi et al. 2016).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.errors import UserError
from core.tasks.generate.alphabet import FIRST
from core.tasks.generate.characters import Numbered

FIRST_PLACES = 20
LOOKED_BACK = 50  # items before the last one that are read
DAMPING = 20  # sessions that an item is counted as more, so that seldom ones are no chance neighbours
END = "\n"


@dataclass(frozen=True, eq=False)
class Ends:
    """The last item of each session, and the items before it, the latest of them last."""

    before: Sequence[Ints]
    last: Ints  # numbers; 1: not known, and never told

    def __len__(self) -> int:
        return len(self.last)


def session_ends(ready: Numbered, name: str) -> Ends:
    """Of the sessions that lie wholly in a part; raises `sessions_none` where there is none."""
    start, end = ready.parts[name]
    whole = [one for at, one in _sessions(ready) if start <= at and at + len(one) <= end]
    if not whole:
        raise UserError("sessions_none")
    return Ends([one[-1 - LOOKED_BACK : -1] for one in whole], np.array([one[-1] for one in whole]))


def _sessions(ready: Numbered) -> Iterator[tuple[int, Ints]]:
    """Those of at least two items, and where they begin."""
    breaks = np.flatnonzero(ready.numbers == ready.characters.numbers.get(END, -1))
    bounds = [-1, *breaks.tolist(), len(ready.numbers)]
    for before, after in zip(bounds[:-1], bounds[1:], strict=True):
        if after - before > 2:
            yield before + 1, ready.numbers[before + 1 : after]


def scored(places: Ints) -> tuple[Floats, Floats]:
    """Of places, from 1: whether each is no hit (0 or 1), and one over it, 0 beyond the first twenty."""
    hit = places <= FIRST_PLACES
    return (~hit).astype(float), np.where(hit, 1 / places, 0.0)


def simple_ranks(ready: Numbered) -> dict[str, Callable[[Ends], Ints]]:
    """How each simple method ranks the items, counted in the training sessions; ties go to the frequent ones.

    "popular": by how often an item stands there. "markov": by how often it followed the item before.
    "neighbours": by the cosine of the sessions that hold both items, damped (Hidasi et al. 2016).
    """
    start, end = ready.parts["train"]
    trained = [one for at, one in _sessions(ready) if start <= at and at + len(one) <= end]
    count = len(ready.characters) + FIRST - 1
    often = np.bincount(np.concatenate(trained), minlength=count).astype(float)
    often[:FIRST] = often[ready.characters.numbers[END]] = -1.0  # neither is an item
    steps = [np.stack([one[:-1], one[1:]]) for one in trained]
    kinds = [np.unique(one[-LOOKED_BACK:]) for one in trained]
    pairs = [np.stack(np.meshgrid(one, one)).reshape(2, -1) for one in kinds]
    sessions = np.bincount(np.concatenate(kinds), minlength=count) + DAMPING
    tables = {"markov": _table(steps, count), "neighbours": _table(pairs, count)}

    def popular(last: int) -> Floats:
        return np.zeros(count)

    def markov(last: int) -> Floats:
        return tables["markov"].get(last, np.zeros(count))

    def neighbours(last: int) -> Floats:
        return (
            tables["neighbours"].get(last, np.zeros(count)) / np.sqrt(sessions) * (np.arange(count) != last)
        )

    methods = {"popular": popular, "markov": markov, "neighbours": neighbours}
    return {name: _ranking(scores, often) for name, scores in methods.items()}


def _table(pairs: Sequence[Ints], count: int) -> Mapping[int, Floats]:
    """How often each number stands behind another one, by that one."""
    first, second = np.concatenate(pairs, axis=1)
    keys, times = np.unique(first * count + second, return_counts=True)
    found: dict[int, Floats] = {}
    for key, often in zip(keys.tolist(), times.tolist(), strict=True):
        found.setdefault(key // count, np.zeros(count))[key % count] = often
    return found


def _ranking(scores: Callable[[int], Floats], often: Floats) -> Callable[[Ends], Ints]:
    def rank(ends: Ends) -> Ints:
        latest, found = np.array([one[-1] for one in ends.before]), np.full(len(ends), len(often))
        for last in np.unique(latest):
            told = np.where(often < 0, -1.0, scores(int(last)))
            order = np.lexsort((-often, -told))
            place = np.empty(len(often), dtype=np.int64)
            place[order] = np.arange(1, len(often) + 1)
            here = (latest == last) & (ends.last >= FIRST)
            found[here] = place[ends.last[here]]
        return found

    return rank


def simple_arrays(ready: Numbered) -> Arrays:
    """What the baselines' run leaves of them: misses of validation and test, and MRR of the test."""
    ends, arrays = {name: session_ends(ready, name) for name in ("validation", "test")}, {}
    for method, rank in simple_ranks(ready).items():
        for name, those in ends.items():
            misses, reciprocal = scored(rank(those))
            arrays[f"{name}/{method}"] = misses.astype(np.float32)
            if name == "test":
                arrays[f"reciprocal/{method}"] = reciprocal.astype(np.float32)
    return {"test_truth": ends["test"].last.astype(np.int32), **arrays}
