"""How forecasts are compared: their scores, what must be equal, Diebold-Mariano between groups of runs."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from core.arrays import Arrays, Floats
from core.compare.comparison import Comparison, Pairing
from core.compare.test_set import (
    OF,
    Contest,
    Difference,
    Measure,
    Obstacle,
    Score,
    TestSet,
    after_holm,
    baseline_name,
    baseline_names,
    outdated,
)
from core.evaluate import known
from core.evaluate.baselines import BASELINES, RIDGE, simplest_first
from core.evaluate.metrics import mae, scores
from core.evaluate.sent import Sent
from core.evaluate.significance import skill
from core.evaluate.verdict import Judged
from core.tasks.forecast.beside import beside, two_sided
from core.tasks.forecast.judging import hardest, judge
from core.tasks.forecast.sending import choose_before
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import with_ridge

MEASURES = (
    Measure("mae", lower=True),
    Measure("rmse", lower=True),
    Measure("smape", lower=True),
    Measure("mase", lower=True),
    Measure("skill", share=True),
)
BOOTSTRAP_SEED = 22
BLOCKS = ("calibration", "test")
DIGITS = 5  # to which two errors are the same: ETS of some series is the last value but for rounding
_methods = partial(baseline_names, order=BASELINES)  # of a test set


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Scores of one run on the test origins; its skill is against the baseline to beat."""
    truth, prediction = test_set.arrays["test_truth"], answers["test"]
    found = scores(truth, prediction, test_set.facts["scale"])
    theirs = mae(truth, test_set.arrays[f"test/{reference(test_set)}"])
    return {m.name: found[m.name] for m in MEASURES if m.name in found} | {
        "skill": skill(mae(truth, prediction), theirs)
    }


def reference(test_set: TestSet) -> str:
    """The baseline that is hardest to beat: the best one on the test."""
    return hardest(test_set.arrays, _methods(test_set))


def baselines(test_set: TestSet) -> list[str]:
    """The baselines, the best on the calibration rows first; of equal ones the simpler one."""
    truth = test_set.arrays["calibration_truth"]
    found = [name for name in _methods(test_set) if f"calibration/{name}" in test_set.arrays]
    return sorted(found, key=lambda n: float(f"{mae(truth, test_set.arrays[f'calibration/{n}']):.{DIGITS}g}"))


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """The first thing that keeps two experiments' forecasts from being paired, or None."""
    one, other = ours.experiment.spec.of(ForecastSpec), theirs.experiment.spec.of(ForecastSpec)
    if outdated(ours) or outdated(theirs):
        return Obstacle("before")
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


def _same_truth(ours: TestSet, theirs: TestSet) -> bool:
    """Whether both count the same steps as measured: blanks were taken for values once."""
    first, second = ours.arrays["test_origins"], theirs.arrays["test_origins"]
    _, mine, other = np.intersect1d(first, second, return_indices=True)
    one, another = ours.arrays["test_truth"][mine], theirs.arrays["test_truth"][other]
    return np.array_equal(one, another, equal_nan=True)


def together(runs: Sequence[Arrays]) -> Arrays:
    """What a group forecasts: the mean of its seeds, shape (origins, horizon) for each block."""
    blocks = [block for block in BLOCKS if all(block in answers for answers in runs)]
    return {block: np.mean([answers[block] for answers in runs], axis=0) for block in blocks}


def sent(
    groups: Sequence[Sequence[Arrays]], homes: Sequence[str], weights: Sequence[float], test_set: TestSet
) -> Sent:
    """Which forecast to send, named before the test, among groups, groups with ridge and baselines.

    Args:
        groups: What the runs of each left, a seed each.
        homes: Their experiments: each group's ridge reads the windows that its networks read.
        weights: Of each group, all its networks together.

    Returns:
        A group is named by its place, "0"; with ridge "0+ridge".
    """
    arrays, squared = test_set.arrays, "calibration/zero" in test_set.arrays
    order = sorted(range(len(groups)), key=weights.__getitem__)
    predictions = {str(place): together(groups[place])["calibration"] for place in order}
    ridges = {str(place): _ridge(arrays, homes[place]) for place in order}
    baselines = {name: arrays[f"calibration/{name}"] for name in _simplest_first(test_set, squared)}
    halves = {with_ridge(n): (predictions[n] + ridge) / 2 for n, ridge in ridges.items() if ridge is not None}
    kinds = dict.fromkeys(predictions, "cell") | dict.fromkeys(halves, "with_ridge")
    return choose_before(
        baselines | predictions | halves, kinds, arrays, test_set.experiment.spec.of(ForecastSpec).horizon
    )


def _ridge(arrays: Arrays, home: str) -> Floats | None:
    return arrays.get(f"calibration/{RIDGE}{OF}{home}", arrays.get(f"calibration/{RIDGE}"))


def _simplest_first(test_set: TestSet, squared: bool) -> list[str]:
    order = simplest_first(BASELINES, intermittent=squared)
    known = [name for name in _methods(test_set) if f"calibration/{name}" in test_set.arrays]
    known = [name for name in known if baseline_name(name)[0] in order]
    return sorted(known, key=lambda name: order.index(baseline_name(name)[0]))


def judged(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Judged]:
    """Each group, the mean of its seeds' forecasts, against every baseline, Holm over the groups."""
    predictions = {str(place): together(runs)["test"] for place, runs in enumerate(groups)}
    return judge(
        predictions, test_set.arrays, _methods(test_set), test_set.experiment.spec.of(ForecastSpec).horizon
    )


def differences(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Difference]:
    """All pairs of groups: two-sided Diebold-Mariano on the per-origin loss of the mean forecasts.

    Averaged over steps, Holm over all pairs.

    Args:
        groups: What the runs of each group left, a seed each; all on the same test_set.

    Returns:
        `gain` is the first's skill less the second's, with a moving-block bootstrap interval.
    """
    truth, rows = test_set.arrays["test_truth"], test_set.arrays["test_origins"]
    horizon = test_set.experiment.spec.of(ForecastSpec).horizon
    losses = [known.losses(together(runs)["test"], truth) for runs in groups]
    scale = known.losses(test_set.arrays[f"test/{reference(test_set)}"], truth)
    found = [
        Difference(
            first, second, *beside(losses[first], losses[second], scale, horizon, rows, BOOTSTRAP_SEED)
        )
        for first in range(len(groups))
        for second in range(first + 1, len(groups))
    ]
    return after_holm(found)


def contests(groups: Sequence[Sequence[Arrays]], test_set: TestSet) -> list[Contest]:
    """Every baseline against each group and against each other one: two-sided Diebold-Mariano.

    On the same losses as `differences`, corrected after Holm over all these pairs.
    """
    truth, rows = test_set.arrays["test_truth"], test_set.arrays["test_origins"]
    loss, horizon = partial(known.losses, truth=truth), test_set.experiment.spec.of(ForecastSpec).horizon
    losses = [loss(together(runs)["test"]) for runs in groups]
    losses += [loss(test_set.arrays[f"test/{name}"]) for name in baselines(test_set)]
    found = []
    for second in range(len(groups), len(losses)):
        for first in range(second):
            ours, theirs = losses[first], losses[second]
            means = float(ours.mean()), float(theirs.mean())
            found.append(Contest(first, second, means, two_sided(ours, theirs, horizon, rows)))
    return after_holm(found)


COMPARISON = Comparison(
    ForecastSpec.kind, MEASURES, reference, obstacle, Pairing(baselines, judged, differences, contests),
    score, together=together, outdated=outdated, send=sent,
)  # fmt: skip
