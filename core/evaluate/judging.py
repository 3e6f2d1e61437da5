"""Cells against every baseline on the same origins."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.significance import diebold_mariano, skill, skill_interval, steps_shared
from core.evaluate.verdict import Judged, families

BOOTSTRAP_SEED = 20


def judged_against(
    cell_losses: Mapping[str, Floats],
    baseline_losses: Mapping[str, Floats],
    beforehand: str,
    horizon: int,
    stride: int,
    rows: Ints | None = None,
) -> list[Judged]:
    """Judge each cell.

    Whoever is called better is better than every baseline: p is the largest of the one-sided
    Diebold-Mariano p-values, which needs no correction for their number (an intersection-union test, Berger
    1982). Holm corrects for the cells. Worse is tested against one method only, chosen before the test.

    Args:
        cell_losses: Per cell its loss per origin, shape (origins,), or (seeds, origins) for seeds whose mean
            loss is judged; in time order, averaged over the steps ahead.
        baseline_losses: Loss per origin of each baseline, at least one.
        beforehand: The baseline that was chosen before the test.
        horizon: Steps ahead.
        stride: Steps between origins.
        rows: Rows of the origins, where some are left out in between.
    """
    hardest = min(baseline_losses, key=lambda name: float(baseline_losses[name].mean()))
    found = []
    for cell, each in cell_losses.items():
        losses = np.atleast_2d(each)
        mean = losses.mean(axis=0)
        ps = [
            diebold_mariano(mean, other, horizon=horizon, stride=stride, rows=rows).p
            for other in baseline_losses.values()
        ]
        worse = diebold_mariano(
            mean,
            baseline_losses[beforehand],
            horizon=horizon,
            stride=stride,
            alternative="greater",
            rows=rows,
        )
        ends = {
            name: skill_interval(
                losses,
                other,
                block=steps_shared(horizon, stride),
                seed=BOOTSTRAP_SEED,
                rows=rows,
                stride=stride,
            )
            for name, other in baseline_losses.items()
        }
        gain = skill(float(mean.mean()), float(baseline_losses[hardest].mean()))
        lowest = _over_all(min, [low for low, _ in ends.values()])
        p = _over_all(max, ps)
        found.append(Judged(cell, gain, *ends[hardest], p, None, worse.p, None, lowest))
    return families(found)


def _over_all(pick: Callable[[list[float]], float], values: Sequence[float | None]) -> float | None:
    """The hardest of several figures; None where one is missing: it may have been that one."""
    known = [one for one in values if one is not None]
    return pick(known) if len(known) == len(values) else None
