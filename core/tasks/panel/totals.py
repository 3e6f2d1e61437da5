"""Sums of series, over all and by group: of what is sent, with intervals of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.data.keys import BETWEEN
from core.data.panel.dataset import Panel
from core.evaluate import known
from core.tasks.panel.outcome import LEVELS, PanelOutcome, Score

ALL = ""  # the group that holds every series
MOST_GROUPS = 200


@dataclass(frozen=True, eq=False)
class Total:
    """The sum over a group; arrays are (horizon,)."""

    group: str
    series: int
    future: Floats
    bounds: dict[float, tuple[Floats, Floats]]
    wape: Score  # on the test: the share of all that was measured that the sums miss
    held: dict[float, Score]  # of the test's sums within such intervals


def groups_of(data: Panel) -> dict[str, Ints]:
    """Places of the series by group: all of them, those of each category, those that share a part of a name.

    A part that every series has, or that none shares, tells no group.
    """
    kinds = [
        {name: np.flatnonzero(codes == code) for code, name in enumerate(names) if name}
        for codes, names in zip(data.fixed.T, data.categories, strict=True)
    ]
    parts = [id.split(BETWEEN) for id in data.ids]
    if len({len(one) for one in parts}) == 1 and len(parts[0]) > 1:
        for column in zip(*parts, strict=True):
            names = np.array(column)
            kinds.append({name: np.flatnonzero(names == name) for name in dict.fromkeys(column)})
    found = {ALL: np.arange(len(data))} if len(data) > 1 else {}
    for kind in kinds:
        if 1 < len(kind) < len(data):
            found |= {name: places for name, places in kind.items() if name not in found}
    return dict(list(found.items())[:MOST_GROUPS])


def totals_of(outcome: PanelOutcome, groups: Mapping[str, Ints]) -> list[Total]:
    """In the order of the groups."""
    return [_total(outcome, group, places) for group, places in groups.items()]


def _total(outcome: PanelOutcome, group: str, places: Ints) -> Total:
    """Conformal on the sum's own errors on the calibration.

    There are few origins, so that errors of all steps are taken together, each divided by how much larger
    than usual a step's errors are over the series of the group.
    """
    truth, told = (_summed(one[places], outcome.before[0][places]) for one in outcome.before)
    missed = np.abs(truth - told)  # (origins, horizon)
    growth = _growth(outcome, places)
    shares = (missed / growth).ravel()
    shares = shares[np.isfinite(shares)]
    future = np.nansum(outcome.future[places], axis=0)
    tested, sent = (
        _summed(one[places], outcome.truth[places]) for one in (outcome.truth, outcome.told["sent"])
    )
    bounds, held = {}, dict[float, Score]()
    for level in LEVELS:
        share = min(1.0, np.ceil((len(shares) + 1) * level) / max(len(shares), 1))
        reach = growth * (np.quantile(shares, share) if len(shares) else np.nan)
        low = future - reach
        bounds[level] = (np.maximum(low, 0.0) if outcome.facts["logarithm"] else low, future + reach)
        inside = (np.abs(tested - sent) <= reach)[np.isfinite(tested)]
        held[level] = float(inside.mean()) if inside.size else None
    there = np.isfinite(tested)
    size = float(np.abs(tested[there]).sum())
    wape = float(np.abs(tested - sent)[there].sum()) / size if size else None
    return Total(group, len(places), future, bounds, wape, held)


def _summed(values: Floats, truth: Floats) -> Floats:
    """Over the series that were measured then, (origins, horizon); NaN where none was."""
    there = np.isfinite(truth)
    return np.where(there.any(axis=0), np.where(there, values, 0.0).sum(axis=0), np.nan)


def _growth(outcome: PanelOutcome, places: Ints) -> Floats:
    """How much larger than usual the errors of each step are, (horizon,), mean 1."""
    truth, told = (one[places] for one in outcome.before)
    missed = np.abs(truth - told) / outcome.units.absolute[places][:, None, None]
    each = np.array([known.mean(missed[:, :, step]) for step in range(missed.shape[2])])
    usual = float(known.mean(each)) if np.isfinite(each).any() else 0.0
    return np.where(np.isfinite(each) & (usual > 0), each / max(usual, 1e-300), 1.0)


def history_of(data: Panel, places: Ints) -> Floats:
    """The sum over a group at each time of the grid up to the last measured value of all; NaN for none."""
    last = int((data.starts + data.measured).max())
    sums, counts = np.zeros(last), np.zeros(last)
    for place in places:
        start, rows = int(data.starts[place]), int(data.measured[place])
        values = data.target[data.offsets[place] : data.offsets[place] + rows]
        there = np.isfinite(values)
        sums[start : start + rows] += np.where(there, values, 0.0)
        counts[start : start + rows] += there
    return np.where(counts > 0, sums, np.nan)
