"""What should I use? Said only as far as the tests carry it: quality first, then significance, then cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.compare.ground import Difference

SAME_SIZE = 0.05  # weights closer than this share count as equal, and training time decides
Key = Literal["nothing", "too_little", "simple", "alone", "one_seed", "clear", "ahead", "tied"]


@dataclass(frozen=True)
class Candidate:
    """One group of runs on the common test."""

    seeds: int
    weights: float
    seconds: float | None  # of training, mean over seeds
    better: bool | None  # than the simple methods, after Holm; None where it could not be tested


@dataclass(frozen=True)
class Advice:
    """A recommendation as facts; places are those of the candidates."""

    key: Key
    chosen: int | None = None  # the one to use, where a network is worth it, or the one to take all the same
    tied: tuple[int, ...] = ()  # that no test tells from each other's best, the cheapest first
    beaten: tuple[int, ...] = ()  # that another one is significantly better than
    cost: Literal["weights", "seconds"] = "weights"  # what made the choice among the tied
    pairs: int = 0  # two-sided tests between candidates
    tests: int = 0  # one-sided tests against the simple methods
    provisional: bool = False
    one_seed: bool = False  # some candidate rests on a single seed


def recommend(
    candidates: Sequence[Candidate], differences: Sequence[Difference], *, provisional: bool = False
) -> Advice:
    """Recommend one candidate, the simple method, or nothing.

    Whoever is beaten by another is out. Among the rest, which no test tells apart, the cheapest is taken:
    the fewest weights, or the least training time where weights are nearly equal. Where none of the rest is
    better than the simple methods, these are recommended. That one cell beats another is not said of single
    seeds: these are two networks, and others of the same cells may stand the other way round.

    Args:
        candidates: All on the same test.
        differences: Their pairs.
        provisional: Some picked runs have not ended.
    """
    pairs = sum(one.p_holm is not None for one in differences)
    tests = sum(one.better is not None for one in candidates)
    beaten = tuple(n for n in range(len(candidates)) if _is_beaten(n, differences))
    rest = [n for n in range(len(candidates)) if n not in beaten]
    cost = _deciding(candidates, rest)
    rest.sort(key=lambda n: _price(candidates[n], cost))
    one_seed = any(one.seeds < 2 for one in candidates)
    about = {"pairs": pairs, "tests": tests, "provisional": provisional, "one_seed": one_seed, "cost": cost}
    if not candidates:
        return Advice("nothing", provisional=provisional)
    if len(candidates) > 1 and pairs < len(differences) or tests == 0:
        return Advice("too_little", rest[0], tuple(rest), beaten, **about)  # type: ignore[arg-type]
    worth = [n for n in rest if candidates[n].better]
    chosen = (worth or rest)[0]
    won = sum(one.better == chosen for one in differences)
    key = _key(len(candidates), rest, worth, won)
    if key in ("clear", "ahead") and one_seed:
        key = "one_seed"
    return Advice(key, chosen, tuple(rest), beaten, **about)  # type: ignore[arg-type]


def _key(count: int, rest: Sequence[int], worth: Sequence[int], won: int) -> Key:
    if not worth:
        return "simple"
    if count == 1:
        return "alone"
    if len(rest) > 1:
        return "tied"
    return "clear" if won == count - 1 else "ahead"


def _is_beaten(place: int, differences: Sequence[Difference]) -> bool:
    mine = (one for one in differences if place in (one.first, one.second))
    return any(one.better not in (None, place) for one in mine)


def _deciding(candidates: Sequence[Candidate], rest: Sequence[int]) -> Literal["weights", "seconds"]:
    sizes = [candidates[n].weights for n in rest]
    if not sizes or max(sizes) - min(sizes) > SAME_SIZE * max(sizes):
        return "weights"
    return "seconds" if all(candidates[n].seconds is not None for n in rest) else "weights"


def _price(one: Candidate, cost: str) -> float:
    return one.weights if cost == "weights" or one.seconds is None else one.seconds
