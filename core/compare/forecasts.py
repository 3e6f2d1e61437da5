"""How forecasts are compared: their scores, what must be equal, Diebold-Mariano between groups of runs."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.arrays import Floats
from core.compare.ground import Contest, Difference, Ground, Measure, Obstacle, Score, simple_name
from core.evaluate import known
from core.evaluate.metrics import mae, scores
from core.evaluate.significance import diebold_mariano, holm, skill, skill_gain_interval
from core.evaluate.simple_methods import SIMPLE_METHODS
from core.evaluate.verdict import Judged
from core.runs.arrays import Arrays
from core.tasks.judging import hardest, judge

MEASURES = (
    Measure("mae", lower=True),
    Measure("rmse", lower=True),
    Measure("smape", lower=True),
    Measure("mase", lower=True),
    Measure("skill", share=True),
)
BOOTSTRAP_SEED = 22
DIGITS = 5  # to which two errors are the same: ETS of some series is the last value but for rounding


def score(answers: Arrays, ground: Ground) -> dict[str, Score]:
    """Scores of one run on the test origins; its skill is against the simple method to beat."""
    truth, told = ground.arrays["test_truth"], answers["test"]
    found = scores(truth, told, ground.facts["scale"])
    theirs = mae(truth, ground.arrays[f"test/{reference(ground)}"])
    return {m.name: found[m.name] for m in MEASURES if m.name in found} | {
        "skill": skill(mae(truth, told), theirs)
    }


def reference(ground: Ground) -> str:
    """The simple method that is hardest to beat: the best one on the test."""
    return hardest(ground.arrays, _methods(ground))


def simple(ground: Ground) -> list[str]:
    """The simple methods, the best on the calibration rows first; of equal ones the simpler one."""
    truth = ground.arrays["calibration_truth"]
    found = [name for name in _methods(ground) if f"calibration/{name}" in ground.arrays]
    return sorted(found, key=lambda n: float(f"{mae(truth, ground.arrays[f'calibration/{n}']):.{DIGITS}g}"))


def obstacle(ours: Ground, theirs: Ground) -> Obstacle | None:
    """The first thing that keeps two experiments' forecasts from being paired, or None."""
    one, other = ours.experiment.spec.forecast, theirs.experiment.spec.forecast
    if ours.experiment.data != theirs.experiment.data:
        return Obstacle("data")
    for name in ("target", "horizon"):
        if getattr(one, name) != getattr(other, name):
            return Obstacle(name, {"ours": getattr(one, name), "theirs": getattr(other, name)})
    if any(ours.facts[name] != theirs.facts[name] for name in ("cuts", "first_row")):
        return Obstacle("cuts")
    blocks = ("calibration_origins", "test_origins")
    shared = all(np.isin(ours.arrays[name], theirs.arrays[name]).any() for name in blocks)
    if not shared:
        return Obstacle("origins")
    return None if _same_truth(ours, theirs) else Obstacle("cuts")


def _same_truth(ours: Ground, theirs: Ground) -> bool:
    """Whether both count the same steps as measured: blanks were taken for values once."""
    first, second = ours.arrays["test_origins"], theirs.arrays["test_origins"]
    _, mine, other = np.intersect1d(first, second, return_indices=True)
    one, another = ours.arrays["test_truth"][mine], theirs.arrays["test_truth"][other]
    return np.array_equal(one, another, equal_nan=True)


def judged(groups: Sequence[Sequence[Arrays]], ground: Ground) -> list[Judged]:
    """Each group, the mean of its seeds' forecasts, against every simple method, Holm over the groups."""
    told = {str(place): _told(runs) for place, runs in enumerate(groups)}
    return judge(told, ground.arrays, _methods(ground), ground.experiment.spec.forecast.horizon)


def differences(groups: Sequence[Sequence[Arrays]], ground: Ground) -> list[Difference]:
    """All pairs of groups: two-sided Diebold-Mariano on the per-origin loss of the mean forecasts.

    Averaged over steps, Holm over all pairs.

    Args:
        groups: What the runs of each group left, a seed each; all on the same ground.

    Returns:
        `gain` is the first's skill less the second's, with a moving-block bootstrap interval.
    """
    stride = known.stride(ground.arrays["test_origins"])
    truth, horizon = ground.arrays["test_truth"], ground.experiment.spec.forecast.horizon
    losses = [known.losses(_told(runs), truth) for runs in groups]
    scale = known.losses(ground.arrays[f"test/{reference(ground)}"], truth)
    found = [
        _difference(first, second, losses, scale, horizon, stride)
        for first in range(len(groups))
        for second in range(first + 1, len(groups))
    ]
    adjusted = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, adjusted, strict=True)]


def contests(groups: Sequence[Sequence[Arrays]], ground: Ground) -> list[Contest]:
    """Every simple method against each group and against each other one: two-sided Diebold-Mariano.

    On the same losses as `differences`, corrected after Holm over all these pairs.
    """
    truth, horizon = ground.arrays["test_truth"], ground.experiment.spec.forecast.horizon
    losses = [known.losses(_told(runs), truth) for runs in groups]
    losses += [known.losses(ground.arrays[f"test/{name}"], truth) for name in simple(ground)]
    stride, found = known.stride(ground.arrays["test_origins"]), []
    for second in range(len(groups), len(losses)):
        for first in range(second):
            ours, theirs = losses[first], losses[second]
            test = diebold_mariano(ours, theirs, horizon=horizon, stride=stride, alternative="two-sided")
            means = float(ours.mean()), float(theirs.mean())
            found.append(Contest(first, second, means, test.p))
    adjusted = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, adjusted, strict=True)]


def _told(runs: Sequence[Arrays]) -> Floats:
    """What a group forecasts: the mean of its seeds, shape (origins, horizon)."""
    found: Floats = np.mean([answers["test"] for answers in runs], axis=0)
    return found


def _methods(ground: Ground) -> list[str]:
    """The simple methods of a ground, in the order in which they are shown."""
    found = [name.removeprefix("test/") for name in ground.arrays if name.startswith("test/")]
    return sorted(found, key=lambda name: SIMPLE_METHODS.index(simple_name(name)[0]))


def _difference(
    first: int, second: int, losses: Sequence[Floats], scale: Floats, horizon: int, stride: int
) -> Difference:
    ours, theirs = losses[first], losses[second]
    means = float(ours.mean()), float(theirs.mean())
    test = diebold_mariano(ours, theirs, horizon=horizon, stride=stride, alternative="two-sided")
    low, high = skill_gain_interval(
        ours[None], theirs[None], scale, block=-(-horizon // stride), seed=BOOTSTRAP_SEED
    )
    skills = [skill(mean, float(scale.mean())) for mean in means]
    gain = None if skills[0] is None or skills[1] is None else skills[0] - skills[1]
    return Difference(first, second, means, gain, low, high, test.p)
