"""From values to what the network is asked for, and back."""

import numpy as np

from core.tasks.forecast.templates.choices import TRANSFORM, WINDOW_SCALING
from core.tasks.forecast.templates.reading import ahead, filled
from core.tasks.forecast.templates.settings import LOOKBACK, SEASON, STEPS

if TRANSFORM != "seasonal_differences":

    def start(values, rows):
        """What changes are counted from: the value at each row."""
        return filled(values)[rows, None]


if TRANSFORM == "levels":

    def seen(values):
        """What the network reads: the values as they are."""
        return filled(values)

    def asked(values, rows):
        """What the network is asked for: the next steps."""
        return ahead(values, rows)

    def answered(answer, start):
        """From what the network says to forecasts."""
        return answer

elif TRANSFORM == "differences":

    def seen(values):
        """What the network reads: the change since the step before."""
        return np.diff(filled(values), prepend=values[:1])

    def asked(values, rows):
        """What the network is asked for: changes since the row."""
        return ahead(values, rows) - start(values, rows)

    def answered(answer, start):
        """From changes to forecasts."""
        return start + answer

elif TRANSFORM == "log_returns":

    def seen(values):
        """What the network reads: the change of the logarithm since the step before."""
        path = np.log(filled(values))
        return np.diff(path, prepend=path[:1])

    def asked(values, rows):
        """What the network is asked for: changes of the logarithm since the row."""
        return np.log(ahead(values, rows)) - np.log(start(values, rows))

    def answered(answer, start):
        """From changes of the logarithm to forecasts."""
        return start * np.exp(np.clip(answer, -20.0, 20.0))

else:

    def by_season(values):
        """Each blank as the value a season before it, or, before there is one, as the value before it."""
        found = values.copy()
        for row in np.flatnonzero(np.isnan(found)):
            found[row] = found[row - SEASON] if row >= SEASON else found[row - 1]
        return found

    def seen(values):
        """What the network reads: the change since the season before, 0 as long as there was none."""
        found = by_season(values)
        return np.append(np.zeros(SEASON), found[SEASON:] - found[:-SEASON])

    def start(values, rows):
        """What changes are counted from: the last season before each row, repeated."""
        steps = np.arange(1, STEPS + 1)
        return by_season(values)[rows[:, None] + steps - SEASON * -(-steps // SEASON)]

    def asked(values, rows):
        """What the network is asked for: changes since the season before."""
        return ahead(values, rows) - start(values, rows)

    def answered(answer, start):
        """From changes to forecasts."""
        return start + answer


if WINDOW_SCALING == "last":

    def own(values, rows):
        """A shift and a scale of each window's own: the last value that is read."""
        return seen(values)[rows], np.ones(len(rows))

elif WINDOW_SCALING == "mean":

    def own(values, rows):
        """A shift and a scale of each window's own: the mean size of the values in it."""
        sums = np.append(0.0, np.cumsum(np.abs(filled(values))))
        size = (sums[rows + 1] - sums[rows + 1 - LOOKBACK]) / LOOKBACK
        size = np.where(size > 0, size, 1.0)
        if TRANSFORM == "levels":
            return size, size
        else:
            return np.zeros(len(rows)), size
