"""What is left out so that simple methods take seconds, and whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SEASON = 24  # of models with states; longer ones are taken apart, else a fit takes minutes
LEAST_PERIODS = 2  # that must be seen of a season which is taken apart
LONGEST_HISTORY = 5000  # rows that ETS and Theta look back at
ARIMA_HISTORY = 2000
LONGEST_LIKELIHOOD = 12  # season up to which ARIMA's likelihood is maximised; with 24 it takes a minute
HISTORY = {"ets": LONGEST_HISTORY, "theta": LONGEST_HISTORY, "auto_arima": ARIMA_HISTORY}


@dataclass(frozen=True)
class Limit:
    """What a method leaves out; it still is the method of its name."""

    method: str
    reason: str  # last_rows | season_apart | season_left_out | sums_of_squares
    rows: int = 0  # that it looks back at
    season: int = 0


def limits(methods: Iterable[str], fit_rows: int, period: int) -> list[Limit]:
    """All limits of methods that were fitted on so many rows of a series with a season."""
    found = []
    for name in methods:
        if name not in HISTORY:
            continue
        if fit_rows > HISTORY[name]:
            found.append(Limit(name, "last_rows", rows=HISTORY[name]))
        if period > LONGEST_SEASON:
            reason = "season_apart" if taken_apart(period, fit_rows) else "season_left_out"
            found.append(Limit(name, reason, season=period))
        elif name == "auto_arima" and period > LONGEST_LIKELIHOOD:
            found.append(Limit(name, "sums_of_squares", season=period))
    return found


def taken_apart(period: int, fit_rows: int) -> bool:
    """Whether a season is too long for models with states, and there is enough of it to be taken apart."""
    return period > LONGEST_SEASON and min(fit_rows, LONGEST_HISTORY) >= LEAST_PERIODS * period
