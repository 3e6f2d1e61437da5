"""One yardstick for all runs that share a test: the baselines of all their experiments.

Experiments on the same test may have other baselines: ridge reads the networks' own windows and columns.
Measured against its own experiment's alone, a run looked better or worse than its equal beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Arrays
from core.compare.comparison import Comparison
from core.compare.test_set import OF, TestSet


@dataclass(frozen=True, eq=False)
class Yardstick:
    """What the runs of some experiments are measured by together."""

    test_set: TestSet  # on the origins or texts that all have in common
    homes: Mapping[str, TestSet]  # each experiment's own test_set, by id

    @property
    def key(self) -> tuple[str, ...]:
        """The experiments it is made of, which tell it apart from others."""
        return tuple(self.homes)

    @property
    def relabelled(self) -> int:
        """How many of the common test texts have another label in some experiment than here."""
        truth = self.test_set.arrays.get("test_truth")
        if "test_prints" not in self.test_set.arrays or truth is None:
            return 0
        return max(int(np.sum(one.arrays["test_truth"] != truth)) for one in self.homes.values())

    def answers(self, experiment: str, left: Arrays) -> Arrays:
        """What a run left, cut to the common origins.

        Args:
            experiment: That the run belongs to.
            left: Its arrays.
        """
        ours, theirs = self.test_set.arrays, self.homes[experiment].arrays
        if "test" not in left or not _share_origins(ours):
            return left
        blocks = [block for block in ("calibration", "test") if block in left]
        return dict(left) | {
            block: left[block][_places(theirs, ours[f"{block}_origins"], block)] for block in blocks
        }


def yardsticks(test_sets: Mapping[str, TestSet], task: Comparison) -> dict[str, Yardstick]:
    """The yardstick of each experiment; those that may be paired have the same one.

    Args:
        test_sets: By experiment, in an order that does not depend on how they were asked for.
    """
    sets: list[Yardstick] = []
    for id, test_set in test_sets.items():
        home = next((one for one in sets if task.obstacle(one.test_set, test_set) is None), None)
        if home is None:
            sets.append(Yardstick(test_set, {id: test_set}))
        else:
            sets[sets.index(home)] = _joined([*home.homes.values(), test_set])
    return {id: one for one in sets for id in one.homes}


def _joined(test_sets: Sequence[TestSet]) -> Yardstick:
    homes = {one.experiment.id: one for one in test_sets}
    first = test_sets[0]
    if not _share_origins(first.arrays):
        base = max(
            test_sets, key=lambda one: (one.experiment.created, one.experiment.id)
        )  # labels as corrected
        arrays = {name: values for name, values in base.arrays.items() if "/" not in name}
        return Yardstick(replace(base, arrays=arrays | _methods(test_sets, {})), homes)
    shared = {
        block: _common([one.arrays[f"{block}_origins"] for one in test_sets])
        for block in ("calibration", "test")
    }
    arrays = {name: _cut(first.arrays, name, shared) for name in first.arrays if "/" not in name}
    for name in (f"{block}_truth" for block in shared):  # truth is what counts as measured for all
        for other in test_sets[1:]:
            arrays[name] = np.where(np.isnan(_cut(other.arrays, name, shared)), np.nan, arrays[name])
    return Yardstick(replace(first, arrays=arrays | _methods(test_sets, shared)), homes)


def _share_origins(arrays: Arrays) -> bool:
    """Whether experiments may have some origins in common; of many series they have all or none."""
    return "test_origins" in arrays and arrays["test_origins"].ndim == 1


def _methods(test_sets: Sequence[TestSet], shared: Mapping[str, "np.ndarray"]) -> Arrays:
    """Every baseline: once where all tell the same, else each experiment's own."""
    found: Arrays = {}
    for name in dict.fromkeys(n for one in test_sets for n in one.arrays if n.startswith("test/")):
        method = name.removeprefix("test/")
        versions: list[tuple[str, Arrays]] = []
        for one in test_sets:
            if name not in one.arrays:
                continue
            forecasts = {
                key: _cut(one.arrays, key, shared) for key in one.arrays if key.partition("/")[2] == method
            }
            if "validation_truth" in one.arrays:  # what it was chosen on: of other data, other texts
                forecasts[f"validation_truth/{method}"] = one.arrays["validation_truth"]
            if not any(_same(forecasts, other) for _, other in versions):
                versions.append((one.experiment.id, forecasts))
        for id, forecasts in versions:
            ending = f"{OF}{id}" if len(versions) > 1 else ""
            found |= {f"{key}{ending}": values for key, values in forecasts.items()}
    return found


def _same(ours: Arrays, theirs: Arrays) -> bool:
    """Whether two experiments' versions of a method tell the same wherever they are judged."""
    judged = [name for name in ours if not name.startswith("final/")]
    return all(name in theirs and np.array_equal(ours[name], theirs[name], equal_nan=True) for name in judged)


def _cut(arrays: Arrays, name: str, shared: Mapping[str, "np.ndarray"]) -> "np.ndarray":
    """One array of a test_set at the common origins of its block, if it belongs to one."""
    block = name.partition("/")[0].rpartition("_")[0] or name.partition("/")[0]
    if block not in shared or len(arrays[name]) != len(arrays[f"{block}_origins"]):
        return arrays[name]
    return np.asarray(arrays[name][_places(arrays, shared[block], block)])


def _places(arrays: Arrays, origins: "np.ndarray", block: str) -> "np.ndarray":
    return np.flatnonzero(np.isin(arrays[f"{block}_origins"], origins))


def _common(each: Sequence["np.ndarray"]) -> "np.ndarray":
    found = each[0]
    for other in each[1:]:
        found = np.intersect1d(found, other)
    return np.asarray(found)
