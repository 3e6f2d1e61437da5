"""What should I use? Said only as far as the tests carry it: quality first, then significance, then cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.compare.test_set import Contest, Difference

SAME_SIZE = 0.05  # weights closer than this share count as equal, and training time decides
Cost = Literal["weights", "seconds"]
Key = Literal[
    "nothing", "too_little", "simple", "simple_beaten", "alone", "one_seed", "clear", "ahead", "tied",
    "unbeaten", "reached", "reached_alone", "reached_partly", "not_reached",
]  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """One group of runs on the common test."""

    seeds: int
    weights: float
    seconds: float | None  # of training, mean over seeds
    better: bool | None  # than the baselines, after Holm; None where it could not be tested
    skill: float | None = None  # share of the reference's error that is gone


@dataclass(frozen=True)
class Rivals:
    """The baselines of the common test; their places follow those of the candidates."""

    methods: Sequence[str] = ()  # the one chosen beforehand first
    contests: Sequence[Contest] = ()  # each against every candidate and every other one


@dataclass(frozen=True)
class Advice:
    """A recommendation as facts; places are those of the candidates."""

    key: Key
    chosen: int | None = None  # the one to use, where a network is worth it, or the one to take all the same
    tied: tuple[int, ...] = ()  # that no test tells from each other's best, the cheapest first
    beaten: tuple[int, ...] = ()  # that another one is significantly better than
    cost: Cost = "weights"  # what made the choice among the tied
    pairs: int = 0  # two-sided tests between candidates
    tests: int = 0  # one-sided tests against the baselines
    provisional: bool = False
    one_seed: bool = False  # some candidate rests on a single seed
    simple: str = ""  # the baseline to use where it comes to that
    best: int | None = None  # with the highest skill among those that may be chosen


def recommend(
    candidates: Sequence[Candidate],
    differences: Sequence[Difference],
    rivals: Rivals = Rivals(),
    *,
    provisional: bool = False,
) -> Advice:
    """Recommend one candidate, a baseline, or nothing; never what another method here clearly beats.

    Whoever is beaten by another is out. Among the rest, which no test tells apart, the cheapest is taken:
    the fewest weights, or the least training time where weights are nearly equal. Where none of the rest is
    better than the baselines, these are recommended: the first of them that is not beaten itself. That
    one cell beats another is not said of single seeds: these are two networks, and others of the same cells
    may stand the other way round.

    Args:
        candidates: All on the same test.
        differences: Their pairs.
        rivals: The baselines on that test.
        provisional: Some picked runs have not ended.
    """
    if not candidates:
        return Advice("nothing", provisional=provisional)
    outdone = {place for one in rivals.contests if (place := one.loser) is not None}
    losers = {_loser(one) for one in differences} | outdone
    beaten = tuple(n for n in range(len(candidates)) if n in losers)
    rest = [n for n in range(len(candidates)) if n not in losers]
    left = [name for n, name in enumerate(rivals.methods, len(candidates)) if n not in outdone]
    cost = _deciding(candidates, rest)
    rest.sort(key=lambda n: _price(candidates[n], cost))
    pairs = sum(one.p_holm is not None for one in differences)
    tests = sum(one.better is not None for one in candidates)
    untold = len(candidates) > 1 and pairs < len(differences) or tests == 0
    worth = [n for n in rest if candidates[n].better]
    won = sum(one.better == worth[0] for one in differences) if worth else 0
    key = "too_little" if untold else _key(candidates, rest, worth, won, rivals, left)
    return Advice(
        key,
        next(iter(worth or rest), None),
        tuple(rest),
        beaten,
        cost,
        pairs,
        tests,
        provisional,
        any(one.seeds < 2 for one in candidates),
        next(iter(left), ""),
        _best(candidates, worth or rest or range(len(candidates))),
    )


def reached(candidates: Sequence[Candidate], shares: Sequence[float], *, provisional: bool = False) -> Advice:
    """Where a goal decides: the cheapest of those that reach it with every seed.

    Args:
        candidates: All with the same goal.
        shares: Share of each one's seeds that reach it.
        provisional: Some picked runs have not ended.
    """
    if not candidates:
        return Advice("nothing", provisional=provisional)
    highest = max(shares)
    there = [n for n, share in enumerate(shares) if share == highest > 0]
    cost = _deciding(candidates, there)
    there.sort(key=lambda n: _price(candidates[n], cost))
    one_seed = any(one.seeds < 2 for one in candidates)
    about = {"provisional": provisional, "one_seed": one_seed, "cost": cost}
    key = "not_reached" if not there else "reached_partly" if highest < 1 else "reached"
    if key == "reached" and len(there) == 1:
        key = "reached_alone"
    best = _best(candidates, there or range(len(candidates)))
    chosen = there[0] if there else best
    return Advice(key, chosen, tuple(there), best=best, **about)  # type: ignore[arg-type]


def _key(
    candidates: Sequence[Candidate],
    rest: Sequence[int],
    worth: Sequence[int],
    won: int,
    rivals: Rivals,
    left: Sequence[str],
) -> Key:
    if not worth:
        if rivals.methods and not left:
            return "unbeaten"
        return "simple_beaten" if rivals.methods and left[0] != rivals.methods[0] else "simple"
    if len(candidates) == 1:
        return "alone"
    if len(rest) > 1:
        return "tied"
    if any(one.seeds < 2 for one in candidates):
        return "one_seed"
    return "clear" if won == len(candidates) - 1 else "ahead"


def _loser(one: Difference) -> int | None:
    return None if one.better is None else one.second if one.better == one.first else one.first


def _best(candidates: Sequence[Candidate], among: Sequence[int]) -> int:
    """The one with the highest skill; where none is known the first."""

    def rank(place: int) -> float:
        skill = candidates[place].skill
        return float("-inf") if skill is None else skill

    return max(among, key=rank)


def _deciding(candidates: Sequence[Candidate], rest: Sequence[int]) -> Cost:
    sizes = [candidates[n].weights for n in rest]
    if not sizes or max(sizes) - min(sizes) > SAME_SIZE * max(sizes):
        return "weights"
    return "seconds" if all(candidates[n].seconds is not None for n in rest) else "weights"


def _price(one: Candidate, cost: str) -> float:
    return one.weights if cost == "weights" or one.seconds is None else one.seconds
