"""How groups of runs stand to each other: which share a test, what their paired tests say, what to use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.arrays import Arrays
from core.compare.comparison import Comparison
from core.compare.recommend import Advice, Candidate, Rivals, reached, recommend
from core.compare.rows import Group
from core.compare.test_set import Contest, Difference, Obstacle, TestSet
from core.compare.yardstick import Yardstick
from core.evaluate.sent import Sent
from core.evaluate.verdict import Judged
from core.store.records import Run
from core.store.states import ENDED


@dataclass(frozen=True)
class Shared:
    """The groups that can be compared in pairs, and why each other one cannot."""

    places: tuple[int, ...]  # of the groups
    left_out: tuple[tuple[int, Obstacle], ...]


@dataclass(frozen=True)
class Standing:
    """What the tests say about groups on one test_set; places are those in `Shared.places`."""

    reference: str
    judged: tuple[Judged, ...] = ()  # each against the baselines
    differences: tuple[Difference, ...] = ()  # all pairs
    simple: tuple[str, ...] = ()  # the baselines, the one to take first
    contests: tuple[Contest, ...] = ()  # of each with every group and every other one
    sent: Sent | None = None  # which forecast to send, named before the test; groups by their places


def shared(groups: Sequence[Group], yardsticks: Mapping[str, Yardstick], task: Comparison) -> Shared:
    """The largest set of groups under one yardstick, the first where two are as large.

    Args:
        yardsticks: By experiment; one that is missing has no finished baselines.
    """
    tested = [n for n, one in enumerate(groups) if one.tested and _home(one) in yardsticks]
    able = [n for n in tested if not task.outdated(yardsticks[_home(groups[n])].test_set)]
    sets: dict[tuple[str, ...], list[int]] = {}
    for place in able:
        sets.setdefault(yardsticks[_home(groups[place])].key, []).append(place)
    chosen = max(sets.values(), key=len, default=[])
    left_out = [(n, Obstacle("untested")) for n in range(len(groups)) if n not in tested]
    left_out += [(n, Obstacle("before")) for n in tested if n not in able]
    for n in able:
        if n not in chosen:
            ours, theirs = (yardsticks[_home(groups[m])].test_set for m in (chosen[0], n))
            left_out.append((n, task.obstacle(ours, theirs) or Obstacle("origins")))
    return Shared(tuple(chosen), tuple(sorted(left_out, key=lambda one: one[0])))


def standing(
    groups: Sequence[Group], test_set: TestSet, task: Comparison, arrays: Callable[[Run], Arrays]
) -> Standing:
    """Test groups that share a test_set.

    Args:
        groups: At least one, each with a tested run.
        arrays: What a run left, its answers on the common test.
    """
    pairing, reference = task.pairing, task.reference(test_set)
    if pairing is None:
        return Standing(reference)
    answers = [[arrays(row.run) for row in group.tested] for group in groups]
    pairs = pairing.differences(answers, test_set) if len(groups) > 1 else []
    simple, contests = pairing.simple(test_set), pairing.contests(answers, test_set)
    sent = None
    if task.send is not None:
        weights = [(group.cost("weights") or 0.0) * len(group.tested) for group in groups]
        sent = task.send(answers, [_home(group) for group in groups], weights, test_set)
    judged = pairing.judged(answers, test_set)
    return Standing(reference, tuple(judged), tuple(pairs), tuple(simple), tuple(contests), sent)


def advice(groups: Sequence[Group], found: Standing | None, task: Comparison) -> Advice:
    """The recommendation for groups that share a test_set; None of a standing: there are none."""
    waiting = any(row.run.state not in ENDED for group in groups for row in group.rows)
    if found is None:
        return recommend([], [], provisional=waiting)
    if task.goal:
        shares = [group.score(task.goal) or 0.0 for group in groups]
        main = task.measures[0].name
        known = [_candidate(group, None, -(group.score(main) or 0.0)) for group in groups]
        return reached(known, shares, provisional=waiting)
    candidates = [
        _candidate(group, None if fate.p_holm is None else fate.better, fate.gain)
        for group, fate in zip(groups, found.judged, strict=True)
    ]
    rivals = Rivals(found.simple, found.contests)
    return recommend(candidates, found.differences, rivals, provisional=waiting)


def _candidate(group: Group, better: bool | None, skill: float | None) -> Candidate:
    weights, seconds = group.cost("weights") or 0.0, group.cost("seconds")
    return Candidate(len(group.tested), weights, seconds, better, skill)


def _home(group: Group) -> str:
    return group.rows[0].experiment.id
