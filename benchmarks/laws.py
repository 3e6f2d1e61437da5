"""How often the judge errs where nobody is better: size of the tests and coverage of the intervals.

    python -m benchmarks.laws [--draws 1000] [--design independent|persistent|clusters|heavy]

All methods have the same expected loss; half of what moves a loss is common to all. Per design and number of
origins the table tells, in percent: how often one pair's test finds "better" and "worse" at 5 % (`pair`); how
often a family of three cells against five simple methods has a cell that is better, one that is worse, or
only such (`family`, where the verdict stands); how often the 95 % interval holds the true skill, which is 0
(`skill`), and that of a gain over another cell (`gain`). `before` is what Harvey, Leybourne & Newbold's test,
used before, makes of the same pairs. A binomial error of 1,000 draws at 5 % is 0.7.
"""

import argparse
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.judging import judged_against
from core.evaluate.significance import (
    diebold_mariano,
    non_overlapping,
    skill_gain_interval,
    skill_interval,
    steps_shared,
)
from core.evaluate.verdict import verdict

PERSISTENCE = 0.7
BEFORE = 100  # steps until a recursion has forgotten its start


@dataclass(frozen=True)
class Origins:
    """The origins of a test."""

    origins: int
    horizon: int = 1
    stride: int = 1
    kept: float = 1.0  # share of the origins that were measured

    @property
    def name(self) -> str:
        gaps = "" if self.kept == 1 else f", {1 - self.kept:.0%} missing"
        return f"{self.origins} origins, {self.horizon} ahead, every {self.stride}{gaps}"


LENGTHS = (
    Origins(30),
    Origins(60),
    Origins(150),
    Origins(600),
    Origins(150, 5),
    Origins(720, 24),
    Origins(150, 24, 7),
    Origins(300, 3, 1, 0.6),
)


def independent(methods: int, steps: int, rng: np.random.Generator) -> Floats:
    """Absolute Gaussian errors, shape (methods, steps)."""
    return np.abs(_mixed(rng.standard_normal((methods + 1, steps))))


def persistent(methods: int, steps: int, rng: np.random.Generator) -> Floats:
    """Losses that follow an autoregression: 0.7 of what moves one is left a step later."""
    shocks = (1 - PERSISTENCE) * rng.exponential(size=(methods + 1, steps + BEFORE))
    for step in range(1, steps + BEFORE):
        shocks[:, step] += PERSISTENCE * shocks[:, step - 1]
    found = shocks[:, BEFORE:]
    mixed: Floats = (found[:1] + found[1:]) / 2
    return mixed


def clusters(methods: int, steps: int, rng: np.random.Generator) -> Floats:
    """Absolute errors whose spread comes in clusters: GARCH(1, 1), common to all methods."""
    common, spread, last = rng.standard_normal(steps + BEFORE), np.ones(steps + BEFORE), 1.0
    for step in range(1, steps + BEFORE):
        last = 0.02 + (0.13 * common[step - 1] ** 2 + 0.85) * last
        spread[step] = last**0.5
    own = rng.standard_normal((methods, steps + BEFORE))
    found: Floats = np.abs(spread * (common + own) / 2**0.5)[:, BEFORE:]
    return found


def heavy(methods: int, steps: int, rng: np.random.Generator) -> Floats:
    """Absolute errors with the tails of Student's t with three degrees of freedom."""
    return np.abs(_mixed(rng.standard_t(3, (methods + 1, steps))))


def _mixed(errors: Floats) -> Floats:
    """Each row but the first with as much of the first."""
    mixed: Floats = (errors[:1] + errors[1:]) / 2**0.5
    return mixed


DESIGNS = {one.__name__: one for one in (independent, persistent, clusters, heavy)}


def losses(design: str, methods: int, test: Origins, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Losses per origin with equal expectation, averaged over the steps ahead, and the origins' rows."""
    rows = np.arange(test.origins) * test.stride
    steps = DESIGNS[design](methods, int(rows[-1]) + test.horizon, rng)
    sums = np.concatenate([np.zeros((methods, 1)), np.cumsum(steps, axis=1)], axis=1)
    found = (sums[:, rows + test.horizon] - sums[:, rows]) / test.horizon
    rows = rows[rng.random(test.origins) < test.kept]
    return found[:, rows // test.stride], rows


def harvey(loss: Floats, other: Floats, shared: int) -> float:
    """One-sided p of the test that was used before: rectangular kernel, Harvey, Leybourne & Newbold 1997."""
    from scipy.special import stdtr

    difference, n = loss - other, len(loss)
    centred = difference - difference.mean()
    each = np.array([centred[lag:] @ centred[: n - lag] for lag in range(shared)]) / n
    variance = float(each[0] + 2 * each[1:].sum())
    if variance <= 0:
        variance = float(each[0] + 2 * (1 - np.arange(1, shared) / shared) @ each[1:])
    correction = (n + 1 - 2 * shared + shared * (shared - 1) / n) / n
    return float(stdtr(n - 1, (correction * n / variance) ** 0.5 * float(difference.mean())))


def pairs(design: str, test: Origins, draws: int, seed: int = 1) -> dict[str, float]:
    """Shares of draws in which one pair is told apart, and in which the intervals hold what is true."""
    rng, shared = np.random.default_rng(seed), steps_shared(test.horizon, test.stride)
    names = ("better", "worse", "before", "skill", "gain")
    found = np.zeros((draws, len(names)))
    for draw in range(draws):
        (one, two, three), rows = losses(design, 3, test, rng)
        steps = {"horizon": test.horizon, "stride": test.stride, "rows": rows}
        p = diebold_mariano(one, two, fewest=1, **steps).p or 0.0
        at = {"block": shared, "seed": draw, "rows": rows, "stride": test.stride}
        skill = skill_interval(one[None], two, **at)
        gain = skill_gain_interval(one[None], two[None], three, **at)
        held = [low is not None and high is not None and low <= 0 <= high for low, high in (skill, gain)]
        found[draw] = [p < 0.05, 1 - p < 0.05, harvey(one, two, shared) < 0.05, *held]
    return dict(zip(names, found.mean(axis=0).tolist(), strict=True))


def families(
    design: str, test: Origins, draws: int, seed: int = 2, cells: int = 3, simple: int = 5
) -> dict[str, float]:
    """Shares of draws in which a family has a cell that is better, one that is worse, or only such."""
    rng, found = np.random.default_rng(seed), np.zeros((draws, 3))
    for draw in range(draws):
        each, rows = losses(design, cells + simple, test, rng)
        against = {str(n): loss for n, loss in enumerate(each[cells:])}
        mine = {str(n): loss for n, loss in enumerate(each[:cells])}
        judged = judged_against(mine, against, "0", test.horizon, test.stride, rows)
        apart = non_overlapping(len(rows), test.stride, test.horizon, rows)
        told = verdict(judged, independent=apart, provisional=False).outcome
        found[draw] = [told == "better", any(one.worse for one in judged), told == "worse"]
    return dict(zip(("better", "a cell worse", "all worse"), found.mean(axis=0).tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Size of the tests and coverage of the intervals, in percent"
    )
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--design", choices=tuple(DESIGNS), action="append")
    told = parser.parse_args()
    print("| losses | test | pair better | pair worse | before | family better | a cell worse | all worse "
          "| skill | gain |")  # fmt: skip
    print("|---|---|" + "--:|" * 8)
    for design in told.design or DESIGNS:
        for test in LENGTHS:
            one, many = pairs(design, test, told.draws), families(design, test, max(told.draws // 2, 1))
            figures = [one["better"], one["worse"], one["before"], *many.values(), one["skill"], one["gain"]]
            print(
                f"| {design} | {test.name} | " + " | ".join(f"{100 * f:.1f}" for f in figures) + " |",
                flush=True,
            )


if __name__ == "__main__":
    main()
