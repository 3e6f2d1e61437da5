"""How networks over many series are compared: on the same series and origins, drawn anew or over time."""

from collections.abc import Callable, Sequence

import numpy as np

from core.arrays import Arrays, Floats
from core.compare.comparison import Comparison, Groups, Pairing
from core.compare.test_set import (
    Contest,
    Difference,
    Measure,
    Obstacle,
    Score,
    TestSet,
    after_holm,
    baseline_name,
)
from core.evaluate import known
from core.evaluate.many_series import Units, many_scores, mase
from core.evaluate.paired_series import beside_series, judged_over_series
from core.evaluate.verdict import Judged
from core.tasks.panel.outcome import RIDGES
from core.tasks.panel.spec import PanelSpec

MEASURES = (
    Measure("mase", lower=True),
    Measure("rmsse", lower=True),
    Measure("wape", lower=True, share=True),
    Measure("smape", lower=True),
)
BLOCKS = ("calibration", "test")


def score(answers: Arrays, test_set: TestSet) -> dict[str, Score]:
    """Scores of one run, or of the mean of a group's seeds."""
    found = many_scores(test_set.arrays["test_truth"], answers["test"].astype(float), _units(test_set))
    return {one.name: found[one.name] for one in MEASURES}


def mean_of(runs: Sequence[Arrays]) -> Arrays:
    """What a group forecasts: the mean of its seeds."""
    blocks = [block for block in BLOCKS if all(block in answers for answers in runs)]
    return {block: np.mean([answers[block] for answers in runs], axis=0) for block in blocks}


def reference(test_set: TestSet) -> str:
    """The simple method that is hardest to beat on the test."""
    return min(_names(test_set), key=lambda name: _mean(_loss(test_set, "test", name)))


def baselines(test_set: TestSet) -> list[str]:
    """The simple methods, the best on the calibration first."""
    return sorted(_names(test_set), key=lambda name: _mean(_loss(test_set, "calibration", name)))


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """Other series, another horizon, or other origins."""
    one, other = ours.experiment.spec.of(PanelSpec), theirs.experiment.spec.of(PanelSpec)
    if ours.experiment.data != theirs.experiment.data:
        return Obstacle("data")
    if one.horizon != other.horizon:
        return Obstacle("horizon", {"ours": one.horizon, "theirs": other.horizon})
    same = all(
        np.array_equal(ours.arrays[f"{block}_origins"], theirs.arrays[f"{block}_origins"]) for block in BLOCKS
    )
    units = np.array_equal(ours.arrays["unit_test"], theirs.arrays["unit_test"], equal_nan=True)
    return None if same and units else Obstacle("cuts")


def judged(groups: Groups, test_set: TestSet) -> list[Judged]:
    """Each group, the mean of its seeds, against every simple method, Holm over the groups."""
    cells = {str(place): loss for place, loss in enumerate(_losses(groups, test_set))}
    simple = {name: _loss(test_set, "test", name) for name in _names(test_set)}
    local = [name for name in baselines(test_set) if baseline_name(name)[0] not in RIDGES]
    return judged_over_series(cells, simple, local[0], _horizon(test_set))


def differences(groups: Groups, test_set: TestSet) -> list[Difference]:
    """All pairs of groups; gains are differences in skill against the hardest simple method."""
    losses, scale = _losses(groups, test_set), _loss(test_set, "test", reference(test_set))
    found = []
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            one, other = losses[first], losses[second]
            beside = beside_series(one, other, scale, _horizon(test_set))
            scores = _mean(one), _mean(other)
            found.append(Difference(first, second, scores, beside.gain, beside.low, beside.high, beside.p))
    return after_holm(found)


def contests(groups: Groups, test_set: TestSet) -> list[Contest]:
    """Every simple method against each group and against each other one."""
    losses = [*_losses(groups, test_set), *(_loss(test_set, "test", one) for one in baselines(test_set))]
    scale, found = _loss(test_set, "test", reference(test_set)), []
    for second in range(len(groups), len(losses)):
        for first in range(second):
            one, other = losses[first], losses[second]
            p = beside_series(one, other, scale, _horizon(test_set)).p
            found.append(Contest(first, second, (_mean(one), _mean(other)), p))
    return after_holm(found)


def _names(test_set: TestSet) -> list[str]:
    return [name.removeprefix("test/") for name in test_set.arrays if name.startswith("test/")]


def _losses(groups: Groups, test_set: TestSet) -> list[Floats]:
    """Of each group at each series and origin, in units of the series' own seasonal naive error."""
    truth, units = test_set.arrays["test_truth"], _units(test_set)
    return [mase(truth, mean_of(runs)["test"].astype(float), units) for runs in groups]


def _loss(test_set: TestSet, block: str, name: str) -> Floats:
    arrays = test_set.arrays
    units = _units(test_set, "test" if block == "test" else "before")
    return mase(arrays[f"{block}_truth"], arrays[f"{block}/{name}"].astype(float), units)


def _units(test_set: TestSet, when: str = "test") -> Units:
    return Units(test_set.arrays[f"unit_{when}"], test_set.arrays[f"unit_squared_{when}"])


def _horizon(test_set: TestSet) -> int:
    return test_set.experiment.spec.of(PanelSpec).horizon


_mean: Callable[[Floats], float] = known.mean

COMPARISON = Comparison(
    PanelSpec.kind, MEASURES, reference, obstacle, Pairing(baselines, judged, differences, contests), score,
    together=mean_of,
)  # fmt: skip
