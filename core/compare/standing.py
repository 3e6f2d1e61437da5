"""How groups of runs stand to each other: which share a test, what their paired tests say, what to use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.compare.ground import Difference, Ground, Obstacle
from core.compare.recommend import Advice, Candidate, recommend
from core.compare.rows import Group
from core.compare.tasks import Task
from core.evaluate.verdict import Judged
from core.runs.arrays import Arrays
from core.runs.states import ENDED


@dataclass(frozen=True)
class Shared:
    """The groups that can be compared in pairs, and why each other one cannot."""

    places: tuple[int, ...]  # of the groups
    left_out: tuple[tuple[int, Obstacle], ...]


@dataclass(frozen=True)
class Standing:
    """What the tests say about groups on one ground; places are those in `Shared.places`."""

    reference: str
    judged: tuple[Judged, ...]  # each against the simple methods
    differences: tuple[Difference, ...]  # all pairs


def shared(groups: Sequence[Group], grounds: Mapping[str, Ground], task: Task) -> Shared:
    """The largest set of groups on one ground, the first where two are as large.

    Args:
        grounds: By experiment; one that is missing has no finished simple methods.
    """
    able = [n for n, one in enumerate(groups) if one.tested and one.rows[0].experiment.id in grounds]
    sets: list[list[int]] = []
    for place in able:
        home = (s for s in sets if _obstacle(groups, s[0], place, grounds, task) is None)
        known = next(home, None)
        if known is None:
            sets.append([place])
        else:
            known.append(place)
    chosen = max(sets, key=len, default=[])
    left_out = [(n, Obstacle("untested")) for n in range(len(groups)) if n not in able]
    left_out += [
        (n, why)
        for n in able
        if n not in chosen and (why := _obstacle(groups, chosen[0], n, grounds, task)) is not None
    ]
    return Shared(tuple(chosen), tuple(sorted(left_out, key=lambda one: one[0])))


def standing(
    groups: Sequence[Group], ground: Ground, task: Task, arrays: Callable[[str], Arrays]
) -> Standing:
    """Test groups that share a ground.

    Args:
        groups: At least one, each with a tested run.
        arrays: What a run left, by its id.
    """
    answers = [[arrays(row.run.id) for row in group.tested] for group in groups]
    pairs = task.differences(answers, ground) if len(groups) > 1 else []
    return Standing(task.reference(ground), tuple(task.judged(answers, ground)), tuple(pairs))


def advice(groups: Sequence[Group], found: Standing | None) -> Advice:
    """The recommendation for groups that share a ground; None of a standing: there are none."""
    waiting = any(row.run.state not in ENDED for group in groups for row in group.rows)
    if found is None:
        return recommend([], [], provisional=waiting)
    candidates = [
        Candidate(
            seeds=len(group.tested),
            weights=group.cost("weights") or 0.0,
            seconds=group.cost("seconds"),
            better=None if fate.p_holm is None else fate.better,
        )
        for group, fate in zip(groups, found.judged, strict=True)
    ]
    return recommend(candidates, found.differences, provisional=waiting)


def _obstacle(
    groups: Sequence[Group], ours: int, theirs: int, grounds: Mapping[str, Ground], task: Task
) -> Obstacle | None:
    one, other = (groups[n].rows[0].experiment.id for n in (ours, theirs))
    return None if one == other else task.obstacle(grounds[one], grounds[other])
