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

    ground: TestSet  # on the origins or texts that all have in common
    homes: Mapping[str, TestSet]  # each experiment's own ground, by id

    @property
    def key(self) -> tuple[str, ...]:
        """The experiments it is made of, which tell it apart from others."""
        return tuple(self.homes)

    @property
    def relabelled(self) -> int:
        """How many of the common test texts have another label in some experiment than here."""
        truth = self.ground.arrays.get("test_truth")
        if "test_prints" not in self.ground.arrays or truth is None:
            return 0
        return max(int(np.sum(one.arrays["test_truth"] != truth)) for one in self.homes.values())

    def answers(self, experiment: str, left: Arrays) -> Arrays:
        """What a run left, cut to the common origins.

        Args:
            experiment: That the run belongs to.
            left: Its arrays.
        """
        ours, theirs = self.ground.arrays, self.homes[experiment].arrays
        if "test" not in left or "test_origins" not in ours:
            return left
        blocks = [block for block in ("calibration", "test") if block in left]
        return dict(left) | {
            block: left[block][_places(theirs, ours[f"{block}_origins"], block)] for block in blocks
        }


def yardsticks(grounds: Mapping[str, TestSet], task: Comparison) -> dict[str, Yardstick]:
    """The yardstick of each experiment; those that may be paired have the same one.

    Args:
        grounds: By experiment, in an order that does not depend on how they were asked for.
    """
    sets: list[Yardstick] = []
    for id, ground in grounds.items():
        home = next((one for one in sets if task.obstacle(one.ground, ground) is None), None)
        if home is None:
            sets.append(Yardstick(ground, {id: ground}))
        else:
            sets[sets.index(home)] = _joined([*home.homes.values(), ground])
    return {id: one for one in sets for id in one.homes}


def _joined(grounds: Sequence[TestSet]) -> Yardstick:
    homes = {one.experiment.id: one for one in grounds}
    first = grounds[0]
    if "test_origins" not in first.arrays:
        base = max(
            grounds, key=lambda one: (one.experiment.created, one.experiment.id)
        )  # labels as corrected
        arrays = {name: values for name, values in base.arrays.items() if "/" not in name}
        return Yardstick(replace(base, arrays=arrays | _methods(grounds, {})), homes)
    shared = {
        block: _common([one.arrays[f"{block}_origins"] for one in grounds])
        for block in ("calibration", "test")
    }
    arrays = {name: _cut(first.arrays, name, shared) for name in first.arrays if "/" not in name}
    for name in (f"{block}_truth" for block in shared):  # truth is what counts as measured for all
        for other in grounds[1:]:
            arrays[name] = np.where(np.isnan(_cut(other.arrays, name, shared)), np.nan, arrays[name])
    return Yardstick(replace(first, arrays=arrays | _methods(grounds, shared)), homes)


def _methods(grounds: Sequence[TestSet], shared: Mapping[str, "np.ndarray"]) -> Arrays:
    """Every baseline: once where all tell the same, else each experiment's own."""
    found: Arrays = {}
    for name in dict.fromkeys(n for one in grounds for n in one.arrays if n.startswith("test/")):
        method = name.removeprefix("test/")
        versions: list[tuple[str, Arrays]] = []
        for one in grounds:
            if name not in one.arrays:
                continue
            told = {
                key: _cut(one.arrays, key, shared) for key in one.arrays if key.partition("/")[2] == method
            }
            if "validation_truth" in one.arrays:  # what it was chosen on: of other data, other texts
                told[f"validation_truth/{method}"] = one.arrays["validation_truth"]
            if not any(_same(told, other) for _, other in versions):
                versions.append((one.experiment.id, told))
        for id, told in versions:
            ending = f"{OF}{id}" if len(versions) > 1 else ""
            found |= {f"{key}{ending}": values for key, values in told.items()}
    return found


def _same(ours: Arrays, theirs: Arrays) -> bool:
    """Whether two experiments' versions of a method tell the same wherever they are judged."""
    judged = [name for name in ours if not name.startswith("final/")]
    return all(name in theirs and np.array_equal(ours[name], theirs[name], equal_nan=True) for name in judged)


def _cut(arrays: Arrays, name: str, shared: Mapping[str, "np.ndarray"]) -> "np.ndarray":
    """One array of a ground at the common origins of its block, if it belongs to one."""
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
