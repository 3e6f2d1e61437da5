"""From where many series are forecast: origins common to all, in blocks for choosing and judging."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Ints
from core.data.panel.dataset import Panel
from core.data.panel.facts import PanelFacts
from core.data.public_holidays import country_named, tells_holidays
from core.errors import UserError
from core.tasks.panel.spec import MOST_TEST, MOST_TOGETHER, PanelSpec

BLOCKS = ("validation", "calibration", "test")
BLOCKS_LEAST = len(BLOCKS)  # horizons behind the first window: an origin of each block
VALIDATION = 3  # origins; fewer where series are short
FEWEST_CALIBRATION, MOST_CALIBRATION = 2, 8  # from one, nothing can be told of single series
MANY_WINDOWS = 100  # that validate, where there are so many
SHORT = 0.1  # share of the series that may be too short for all origins
NONE = -1  # no row: the series has not begun then, or has ended


@dataclass(frozen=True)
class Cuts:
    """How many steps before the last value the origins lie, the earliest first."""

    validation: tuple[int, ...]
    calibration: tuple[int, ...]
    test: tuple[int, ...]

    def of(self, block: str) -> tuple[int, ...]:
        """The origins of one block."""
        found: tuple[int, ...] = getattr(self, block)
        return found


def fewest_rows(season: int) -> int:
    """Known rows from which on a series is forecast: a season to begin from, and enough to tell a level."""
    return max(season, 3)


def cuts_of(lengths: Ints, season: int, task: PanelSpec) -> Cuts:
    """As many origins as nine in ten series allow.

    Half of what is left beside the fewest rows to train on may be test, a horizon apart, up to thirty
    origins; some before them calibrate. Those before these validate: three or, of few series, more. Where
    series are short, all but those of the test lie half a horizon apart, so that networks are not judged long
    after their last row.

    Raises:
        UserError: `panel_too_short` where there is not even one test origin, `panel_too_many_origins` where
            so many as are asked for leave none to validate from.
    """
    horizon = task.horizon
    need = fewest_rows(season) + horizon  # a window with its answers
    usable = np.sort(lengths[lengths >= need + BLOCKS_LEAST * horizon])
    if not len(usable):
        least = need + BLOCKS_LEAST * horizon
        raise UserError("panel_too_short", longest=int(lengths.max()), need=least, horizon=horizon)
    room = (int(usable[int(SHORT * len(usable))]) - need) // horizon
    if task.test_origins > room - 2:
        raise UserError("panel_too_many_origins", count=task.test_origins, most=room - 2, horizon=horizon)
    test = task.test_origins or min(MOST_TEST, max(1, room // 2))
    calibration = max(1, min(MOST_CALIBRATION, max(FEWEST_CALIBRATION, room // 8), room - test - 1))
    few = -(-MANY_WINDOWS // len(usable))  # origins that make as many windows
    validation = max(VALIDATION, min(few, room // 4))
    apart = horizon if room - test - calibration >= 4 * validation else max(1, horizon // 2)
    first = (test + 1) * horizon + (calibration - 1) * apart
    back = [first + horizon + apart * place for place in range(validation)]
    longest = int(usable[-1]) - need
    return Cuts(
        tuple(sorted((one for one in back if one <= longest), reverse=True)),
        tuple(first - apart * place for place in range(calibration)),
        tuple(horizon * (test - place) for place in range(test)),
    )


def season_that_fits(lengths: Ints, found: int, task: PanelSpec) -> int:
    """The season that was asked for; else one that was found, or none where series are too short for it."""
    if task.season:
        return task.season
    try:
        cuts_of(lengths, found, task)
    except UserError:
        return 1
    return found


def ends_of(data: Panel, task: PanelSpec) -> Ints:
    """The last row of each series from which a future begins: of all together, or its own; (series,)."""
    if task.aligned == "ends":
        return data.measured - 1
    last = int((data.starts + data.measured).max())
    return last - 1 - data.starts


def require_fit(facts: PanelFacts, task: PanelSpec) -> None:
    """Make sure before anything is queued that series can be read and cut as is asked for.

    Raises:
        UserError: `panel_known_too_short` where what is known ahead does not reach over the horizon,
            `panel_block_does_not_fit`, `panel_no_holidays` where a step is longer than a day, and what
            `country_named`, `cuts_of` and `require_together` raise.
    """
    require_whole_blocks(task)
    require_together(facts, task)
    if country_named(task.holidays) and not tells_holidays(facts.frequency):
        raise UserError("panel_no_holidays", column=facts.column)
    cuts_of(np.array(facts.measured, dtype=np.int64), task.season or 1, task)
    if facts.known and facts.ahead < task.horizon:
        raise UserError(
            "panel_known_too_short", columns=list(facts.known), ahead=facts.ahead, horizon=task.horizon,
            series=facts.lacking, time=facts.lacking_time,
        )  # fmt: skip


def require_whole_blocks(task: PanelSpec) -> None:
    """Raise `panel_block_does_not_fit` where the window cannot be cut into blocks."""
    if task.lookback % task.block:
        raise UserError("panel_block_does_not_fit", lookback=task.lookback, block=task.block)


def require_together(facts: PanelFacts, task: PanelSpec) -> None:
    """Make sure that one network can read all series at once, if it is to.

    Raises:
        UserError: `panel_together_one`, `panel_together_too_many`, or `panel_together_ends` where series are
            cut at their own ends and share no time.
    """
    if not task.together:
        return
    if facts.series < 2:
        raise UserError("panel_together_one", column=facts.column)
    if facts.series > MOST_TOGETHER:
        raise UserError("panel_together_too_many", count=facts.series, limit=MOST_TOGETHER)
    if task.aligned == "ends":
        raise UserError("panel_together_ends")
