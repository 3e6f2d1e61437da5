"""What is left out so that baselines take seconds, and whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.evaluate.baselines import BASELINES, LONGEST_HISTORY

LONGEST_SEASON = 24  # of models with states; longer ones are taken apart, else a fit takes minutes
LEAST_PERIODS = 2  # that must be seen of a season which is taken apart


@dataclass(frozen=True)
class Limit:
    """What a method leaves out; it still is the method of its name."""

    method: str
    reason: str  # last_rows | season_apart | season_left_out | sums_of_squares
    rows: int = 0  # that it looks back at
    season: int = 0


def limits(names: Iterable[str], fit_rows: int, period: int) -> list[Limit]:
    """All limits of baselines that were fitted on so many rows of a series with a season."""
    found = []
    for row in map(BASELINES.__getitem__, names):
        if not row.states:
            continue
        if fit_rows > row.fitted:
            found.append(Limit(row.name, "last_rows", rows=int(row.fitted)))
        if period > LONGEST_SEASON:
            reason = "season_apart" if taken_apart(period, fit_rows) else "season_left_out"
            found.append(Limit(row.name, reason, season=period))
        elif period > row.likelihood:
            found.append(Limit(row.name, "sums_of_squares", season=period))
    return found


def taken_apart(period: int, fit_rows: int) -> bool:
    """Whether a season is too long for models with states, and there is enough of it to be taken apart."""
    return period > LONGEST_SEASON and min(fit_rows, LONGEST_HISTORY) >= LEAST_PERIODS * period
