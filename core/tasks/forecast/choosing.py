"""Choose how a series is read, by forward folds of ridge; nothing after the validation rows is looked at."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.evaluate import known
from core.evaluate.seasons import natural_periods
from core.tasks.forecast import transforms
from core.tasks.forecast.reading_folds import Tried, fold_starts, judged_by_folds
from core.tasks.forecast.source import Chosen, Source
from core.tasks.forecast.spec import SCALED_AS

LEVELS_MARGIN = 0.98  # levels must beat changes by 2 %: they extrapolate badly beyond the training range
CALENDAR_MARGIN = 1.03  # the calendar is read unless it makes the error 3 % larger
SEASON_MARGIN = 0.97  # seasonal differences must beat others by 3 %, a longer season a shorter one too,
LONG_STEPS = (4, 12)  # ... but those of quarters and months; a day that is read at once shows its season,
UNSEEN_MARGIN = 0.5  # ... so that only one that no window holds may win, by half: the calendar tells it too
SEASONS_SEEN = 3  # a season must have been there as often


@dataclass(frozen=True)
class Choices:
    """How networks read a series, and how ridge does: it is an opponent, and reads what it is best with."""

    networks: Chosen
    ridge: Chosen


def choose(source: Source, blocks: int, day: int) -> Choices:
    """The transform, whether the calendar is read, and ridge's penalty, for networks and for ridge itself.

    Networks' reading is judged by ridge's errors too, so what cells do worse with than ridge has to win by
    more. Further columns only take part in the choice of the penalty: with and without them the rest is the
    same.

    Args:
        blocks: Rows that networks may read as one step. Left to us, a week or a year is read at once only
            where no seasonal difference is taken: on the tourism series a cell lost more than it won.
        day: Rows in a day.
    """
    plain = replace(source, others=source.others[:, :0])
    fixed = blocks if day > 1 or source.task.blocks == "days" else 1
    start = Chosen("differences", 1, source.task.calendar == "yes", fixed, 1.0, False, {})
    tried = {_called(one): judged_by_folds(plain, one) for one in _candidates(source, start)}
    tried = {name: one for name, one in tried.items() if math.isfinite(one.error)}
    if not tried:
        only = _only(source, start)
        return Choices(only, only)
    best, lowest = _best(source, tried), _lowest(tried.values())
    with_calendar = {}
    if source.task.calendar == "auto" and source.calendar.shape[1]:
        both = {_called(one.chosen): replace(one.chosen, calendar=True) for one in (best, lowest)}
        with_calendar = {name: judged_by_folds(plain, one) for name, one in both.items()}
    other = with_calendar.get(_called(best.chosen), best)
    networks = other if other.error <= CALENDAR_MARGIN * best.error else best
    if networks.chosen.transform != transforms.SEASONAL:
        networks = replace(networks, chosen=replace(networks.chosen, blocks=blocks))
    ridge = _lowest([*tried.values(), *with_calendar.values()])
    return Choices(*(_finished(source, one, tried, with_calendar) for one in (networks, ridge)))


def _lowest(tried: Iterable[Tried]) -> Tried:
    return min(tried, key=lambda one: (one.error, one.chosen.season))


def _finished(
    source: Source, taken: Tried, tried: dict[str, Tried], with_calendar: dict[str, Tried]
) -> Chosen:
    """With the errors of all that was tried, and with the penalty for all columns."""
    name = _called(taken.chosen)
    errors = {"transform": {key: one.error for key, one in tried.items()}}
    if name in with_calendar:
        errors["calendar"] = {"no": tried[name].error, "yes": with_calendar[name].error}
    if source.others.shape[1]:
        taken = judged_by_folds(source, taken.chosen)
    return replace(taken.chosen, errors=errors)


def _called(chosen: Chosen) -> str:
    season = f"_{chosen.season}" if chosen.transform == transforms.SEASONAL else ""
    return f"{chosen.transform}{season}"


def _candidates(source: Source, start: Chosen) -> list[Chosen]:
    task = source.task
    names = transforms.possible(source.truth[~np.isnan(source.truth)])
    found = [replace(start, transform=name) for name in names]
    if task.strategy == "direct" and (source.period > 1 or task.transform == transforms.SEASONAL):
        seasons = [season for season in source.periods if _seen_enough(source, season)]
        level = task.window_scaling == "none" and not moved_away(source.truth[: source.cuts.stop_end])
        change = replace(start, transform=transforms.SEASONAL, level=level)
        found += [replace(change, season=season) for season in seasons]
    allowed = SCALED_AS[task.window_scaling] if task.transform == "auto" else (task.transform,)
    return [one for one in found if one.transform in allowed]


def _seen_enough(source: Source, season: int) -> bool:
    """Whether a season was there often enough.

    Of "auto" also whether both the calendar suggests it and the training rows show it, or a multiple of it:
    sunspots come in months, but know no year.
    """
    brought = source.rows.brought
    natural = brought.usual.cycles if brought.usual else natural_periods(brought.frequency)
    long, short = max(season, source.period), min(season, source.period)
    if source.task.transform == "auto" and (season not in (*natural, *LONG_STEPS) or long % short):
        return False
    return SEASONS_SEEN * season <= fold_starts(source)[0] - source.task.horizon


def _only(source: Source, start: Chosen) -> Chosen:
    """What the task says where nothing could be tried."""
    name = source.task.transform
    season = next((one for one in (source.period, *source.periods) if one > 1), 1)
    if name != transforms.SEASONAL:
        return replace(start, transform="differences" if name == "auto" else name)
    if source.cuts.train_end < 2 * season:
        raise UserError("no_season_found")
    return replace(start, transform=name, season=season)


def _best(source: Source, tried: dict[str, Tried]) -> Tried:
    """The lowest error, but what cells do worse with than ridge has to win by more.

    Levels only where the series has not moved away: states are bounded, a cell cannot follow a trend beyond
    the values it has seen.
    """
    found = sorted(tried.values(), key=lambda one: (one.chosen.season, one.error))
    levels = tried.get("levels")
    best: Tried | None = None
    for one in found:
        margin = 1.0 if best is None else _margin(source, one.chosen, best.chosen)
        if one is not levels and (best is None or one.error < margin * best.error):
            best = one
    steady = source.task.window_scaling != "none" or not moved_away(source.truth[: source.cuts.stop_end])
    if levels is not None and (best is None or (steady and levels.error < LEVELS_MARGIN * best.error)):
        return levels
    assert best is not None
    return best


def _margin(source: Source, one: Chosen, best: Chosen) -> float:
    """The part of the best error so far that another way to read may have at most."""
    if one.transform != transforms.SEASONAL:
        return 1.0
    if best.transform == transforms.SEASONAL:
        return SEASON_MARGIN
    if one.blocks > 1:
        return UNSEEN_MARGIN if one.season > source.task.lookback else 0.0
    return 1.0 if one.season in LONG_STEPS else SEASON_MARGIN


def moved_away(values: Floats) -> bool:
    """Whether the mean of the last fifth lies more than a standard deviation from the earlier rows' mean."""
    recent = max(1, len(values) // 5)
    early, late = values[:-recent], values[-recent:]
    return bool(abs(known.mean(late) - known.mean(early)) > known.deviation(early))
