"""Whether a series suits a forecasting task, told from its length, its blanks and the task alone.

Only where these do not tell it is the series prepared, which says what is wrong.
"""

from collections.abc import Iterator

import numpy as np

from core.arrays import Bools, Floats, Ints
from core.data.frame import Dataset
from core.errors import UserError
from core.specs import ExperimentSpec
from core.tasks.forecast import transforms
from core.tasks.forecast.cuts import FEWEST_WINDOWS, LOST_ROWS, Cuts, cut, origins
from core.tasks.forecast.day_blocks import FEWEST_DAYS, SEASONS, in_whole_days
from core.tasks.forecast.prepare import Begun, begin, prepare
from core.tasks.forecast.prepared import MOST_ORIGINS
from core.tasks.forecast.spec import ForecastSpec

SURELY = 64  # thinned origins that are looked at
# A stride is at most the first prime from origins / most on that divides no season (see `cuts.stride`), and
# no five seasons have 31 prime factors between them.
MOST_BEYOND = 400


def check(data: Dataset, spec: ExperimentSpec) -> None:
    """Raises what `prepare` raises of this series and these settings."""
    task = spec.of(ForecastSpec)
    begun = begin(data, task)
    if not all(_fits(begun, one) for one in _read_as(begun, task)):
        prepare(data, task)


def _read_as(begun: Begun, task: ForecastSpec) -> Iterator[ForecastSpec]:
    """The task with each lookback that it may come to have: in rows, or rounded to whole blocks of them."""
    blocks = (begun.day,) if begun.day > 1 else tuple(set(SEASONS) & set(begun.natural))
    yield task
    if task.blocks == "steps" or task.strategy != "direct":
        return
    least = 1 if task.blocks == "days" else FEWEST_DAYS
    yield from (in_whole_days(task, rows) for rows in blocks if task.lookback >= least * rows)


def _fits(begun: Begun, task: ForecastSpec) -> bool:
    """Whether nothing that `prepare` looks at later can be wrong, whatever is chosen; False where it may."""
    if task.blocks == "days" and not 1 < begun.day <= task.lookback:
        return False  # the season decides
    try:
        cuts = cut(len(begun.truth), task)
    except UserError:
        return False
    train = begun.truth[: cuts.train_end]
    known = train[~np.isnan(train)]
    if np.ptp(known) == 0 or (task.non_negative == "yes" and known.min() < 0):
        return False
    if task.transform == "log_returns" and np.nanmin(begun.truth) <= 0:
        return False
    if task.transform == transforms.SEASONAL and not _has_season(begun, cuts):
        return False
    return _measured_enough(begun.truth, cuts, task)


def _has_season(begun: Begun, cuts: Cuts) -> bool:
    """Whether any season that may be chosen is seen twice in the training rows; a found one always is."""
    seasons = [*begun.natural, *((begun.day, 7 * begun.day) if begun.day > 1 else ())]
    found = begun.cuts.train_end // 3  # at most: see `detect_period`
    return bool(seasons) and cuts.train_end >= 2 * max(*seasons, found)


def _measured_enough(truth: Floats, cuts: Cuts, task: ForecastSpec) -> bool:
    """Whether each block has enough, whatever is left out at its beginning or between its origins."""
    there = ~np.isnan(truth)
    if there.all():
        return True
    steps = 1 if task.strategy == "recursive" else task.horizon
    train = np.arange(task.lookback - 1 + LOST_ROWS, cuts.train_end - task.horizon, dtype=np.int64)
    # A season that needs rows before it leaves out no more than these (see `fit_origins`).
    late = train[train > max(np.median(train), cuts.train_end / 2, cuts.stop_end / 3)]
    if _some(there, late, steps).sum() < FEWEST_WINDOWS:
        return False
    if not _some(there, origins(cuts, "validation", task), steps).any():
        return False
    return all(_each_step(there, cuts, name, task) for name in MOST_ORIGINS)


def _some(there: Bools, rows: Ints, steps: int) -> Bools:
    found: Bools = there[rows[:, None] + np.arange(1, steps + 1)].any(axis=1)
    return found


def _each_step(there: Bools, cuts: Cuts, block: str, task: ForecastSpec) -> bool:
    """Whether each step ahead was measured once at least, at whatever stride the origins are thinned."""
    rows, most = origins(cuts, block, task), MOST_ORIGINS[block]
    widest = 1 if len(rows) <= most else -(-len(rows) // most) + MOST_BEYOND
    ahead = np.arange(1, task.horizon + 1)
    for stride in range(1, widest + 1):
        some = rows[::stride][: len(rows) if widest == 1 else SURELY]
        some = some[there[some + 1]] if task.strategy == "recursive" else some
        if not there[some[:, None] + ahead].any(axis=0).all():
            return False
    return True
