"""Is one method better than another over many series? Series are drawn anew.

Where there are many origins, the test over time has to agree, which counts what all series share.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.arrays import Bools, Floats
from core.evaluate.significance import (
    MIN_ORIGINS,
    Alternative,
    diebold_mariano,
    skill_gain_interval,
    skill_interval,
)
from core.evaluate.verdict import Judged, families

FEWEST_SERIES = 10  # from fewer nothing can be told by drawing them anew
DRAWS = 2000
AT_ONCE = 100  # draws
SEED = 20
WAYS: tuple[Alternative, ...] = ("less", "greater")


@dataclass(frozen=True)
class Paired:
    """One method against another over the same series."""

    p: float  # of not better
    p_worse: float  # of not worse
    gain: float  # share of the other's mean loss that is gone
    low: float  # its 95 % interval
    high: float


def paired_series(loss: Floats, other: Floats) -> Paired:
    """A studentised bootstrap over series (Hall & Wilson 1991).

    The ratio of the mean losses is studentised by its linearisation (the delta method), in the sample and in
    each draw.

    Args:
        loss: Mean loss of each series, (series,), at least two.
        other: The other method's.
    """
    n, ratio = len(loss), float(loss.mean() / other.mean())
    left = loss - ratio * other
    error = float(left.std(ddof=1) / (abs(other.mean()) * np.sqrt(n)))
    if error <= 1e-12 * max(abs(ratio), 1.0):
        same = float(ratio >= 1)
        return Paired(same, float(ratio <= 1), 1 - ratio, 1 - ratio, 1 - ratio)
    alone, unit, squares, both, units = _means(left, other, left**2, left * other, other**2)
    beyond = alone / unit  # what a draw's ratio has beyond the sample's
    spread = np.maximum(squares - 2 * beyond * both + beyond**2 * units, 0.0)  # around its own ratio
    sizes = beyond / np.maximum(np.sqrt(spread / (n - 1)) / np.abs(unit), 1e-12)
    seen = (ratio - 1) / error
    p = (1 + float((sizes <= seen).sum())) / (1 + DRAWS)
    worse = (1 + float((sizes >= seen).sum())) / (1 + DRAWS)
    low, high = np.quantile(sizes, (0.025, 0.975))
    ends = (1 - (ratio - float(size * error)) for size in (low, high))
    return Paired(p, worse, 1 - ratio, *ends)


@dataclass(frozen=True)
class Beside:
    """Two methods beside each other; a gain above zero means that the first is better."""

    gain: float | None  # difference of their skills
    low: float | None  # its 95 % interval
    high: float | None
    p: float | None  # two-sided; None where no test is possible


def beside_series(loss: Floats, other: Floats, reference: Floats, horizon: int) -> Beside:
    """One method against another, over series and over time as far as there are enough of them.

    Args:
        loss: Of each series and origin, (series, origins), NaN where there is none.
        other: The other method's.
        reference: That which skills are measured against.
        horizon: Steps ahead, which is also the distance of the origins.
    """
    kept: Bools = np.isfinite(loss) & np.isfinite(other) & np.isfinite(reference)
    if not kept.any() or not (unit := float(reference[kept].mean())) > 0:
        return Beside(None, None, None, None)
    gain = float((other[kept] - loss[kept]).mean()) / unit
    tested, ends = list[float | None](), list[tuple[float | None, float | None]]()
    better, scale = (np.where(kept, one, np.nan) for one in (other - loss, reference))
    if (rows := kept.any(axis=1)).sum() >= FEWEST_SERIES:
        p, low, high = _mean_over_series(np.nanmean(better[rows], axis=1) / unit)
        tested.append(p)
        ends.append((low, high))
    if (times := kept.any(axis=0)).sum() >= MIN_ORIGINS:
        mine, theirs = (np.nanmean(np.where(kept, one, np.nan)[:, times], axis=0) for one in (loss, other))
        told = diebold_mariano(mine, theirs, horizon=horizon, stride=horizon, alternative="two-sided").p
        alone = np.nanmean(scale[:, times], axis=0)
        tested.append(told)
        ends.append(skill_gain_interval(mine[None], theirs[None], alone, block=1, seed=SEED, stride=horizon))
    if not tested:
        return Beside(gain, None, None, None)
    return Beside(gain, *ends[0], _over_all(max, tested))


def _mean_over_series(values: Floats) -> tuple[float, float, float]:
    """Two-sided p of a mean of zero and its 95 % interval, studentised (Hall & Wilson 1991)."""
    n, mean = len(values), float(values.mean())
    error = float(values.std(ddof=1)) / np.sqrt(n)
    if error <= 1e-12 * max(abs(mean), 1e-300):
        return float(mean == 0), mean, mean
    beyond, squares = _means(values - mean, (values - mean) ** 2)
    errors = np.sqrt(np.maximum(squares - beyond**2, 0.0) / (n - 1))
    sizes = beyond / np.maximum(errors, 1e-12)
    seen = mean / error
    tail = min((sizes <= seen).sum(), (sizes >= seen).sum())
    low, high = np.quantile(sizes, (0.025, 0.975))
    return (
        min(1.0, 2 * (1 + float(tail)) / (1 + DRAWS)),
        mean - float(high) * error,
        mean - float(low) * error,
    )


def judged_over_series(
    cells: Mapping[str, Floats], baselines: Mapping[str, Floats], beforehand: str, horizon: int
) -> list[Judged]:
    """Judge each cell against every baseline; both tests have to hold where both are possible.

    Of few series the one over time is made alone, of few origins the one over series.

    Args:
        cells: Per cell the loss of each series and origin, (series, origins), NaN where there is none.
        baselines: The same of each baseline.
        beforehand: The baseline that was chosen before the test.
        horizon: Steps ahead, which is also the distance of the origins.
    """
    everyone = np.stack([*cells.values(), *baselines.values()])
    kept: Bools = np.asarray(np.isfinite(everyone).all(axis=0))  # (series, origins)
    rows: Bools = np.asarray(kept.any(axis=1))
    hardest = min(baselines, key=lambda name: float(baselines[name][kept].sum()))
    found = []
    for cell, loss in cells.items():
        against = {name: _against(loss, other, kept, rows, horizon) for name, other in baselines.items()}
        main = against[hardest]
        gain = 1 - float(loss[kept].mean() / baselines[hardest][kept].mean()) if kept.any() else None
        p, worse = _over_all(max, [one.p for one in against.values()]), against[beforehand].p_worse
        lowest = _over_all(min, [one.low for one in against.values()])
        found.append(Judged(cell, gain, main.low, main.high, p, None, worse, None, lowest))
    return families(found)


@dataclass(frozen=True)
class _Tested:
    """What the tests that are possible say together; None where none is."""

    p: float | None = None
    p_worse: float | None = None
    low: float | None = None  # of the gain, over series; over time where there are few
    high: float | None = None


def _against(loss: Floats, other: Floats, kept: Bools, rows: Bools, horizon: int) -> _Tested:
    """One method against another, over series and over time as far as there are enough of them."""
    mine, theirs = (np.where(kept, one, np.nan) for one in (loss, other))
    tested = []
    if rows.sum() >= FEWEST_SERIES:
        over = paired_series(np.nanmean(mine[rows], axis=1), np.nanmean(theirs[rows], axis=1))
        tested.append(_Tested(over.p, over.p_worse, over.low, over.high))
    times = kept.any(axis=0)
    if times.sum() >= MIN_ORIGINS:
        early, late = (np.nanmean(one[:, times], axis=0) for one in (mine, theirs))
        less, greater = (
            diebold_mariano(early, late, horizon=horizon, stride=horizon, alternative=way).p for way in WAYS
        )
        ends = skill_interval(early[None], late, block=1, seed=SEED, stride=horizon)
        tested.append(_Tested(less, greater, *ends))
    if not tested:
        return _Tested()
    p = _over_all(max, [one.p for one in tested])
    return _Tested(p, _over_all(max, [one.p_worse for one in tested]), tested[0].low, tested[0].high)


def _over_all(pick: Callable[[list[float]], float], values: Sequence[float | None]) -> float | None:
    """The hardest of several figures; None where one is missing: it may have been that one."""
    known = [one for one in values if one is not None]
    return pick(known) if known and len(known) == len(values) else None


def _means(*columns: Floats) -> list[Floats]:
    """The mean of each column over the series of each draw, (draws,) from (series,)."""
    table, often = np.stack(columns, axis=1), _often(len(columns[0]))
    parts = [
        often[at : at + AT_ONCE].astype(np.float64) @ table for at in range(0, DRAWS, AT_ONCE)
    ]  # of all draws at once: 160 MB of ten thousand series
    return list(np.concatenate(parts).T / len(table))


@lru_cache(maxsize=1)
def _often(n: int) -> "np.ndarray":
    """How often each of n series is in each draw, (draws, n): the same for whatever is compared."""
    random, begin = np.random.default_rng(SEED), n * np.arange(AT_ONCE)[:, None]
    parts = []
    for _ in range(DRAWS // AT_ONCE):
        places = (random.integers(0, n, size=(AT_ONCE, n)) + begin).ravel()
        parts.append(np.bincount(places, minlength=AT_ONCE * n).reshape(AT_ONCE, n).astype(np.uint8))
    return np.concatenate(parts)
