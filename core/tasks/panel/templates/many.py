"""Train one recurrent network on many series, and compare its forecasts with what came.

It does what the app did for one cell: same rows, same scaling, same network, same seeds, same order of the
windows; then the same again on all rows before the test, and on all rows for the future. What the app judges
and sends of a cell is the mean of its seeds' forecasts. For a series it may send another method.
"""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from core.takehome.templates.settings import SEED
from core.tasks.panel.templates.reading import laid_out, read, times_of
from core.tasks.panel.templates.settings import HORIZON, LOOKBACK, SEEDS, TEST
from core.tasks.panel.templates.training import fit_widths, follow, naive_errors, predict, trained
from core.tasks.panel.templates.windows import FEWEST, chosen, origins, truth


def by_series(data, values, back):
    """Windows as series x origins x steps; what there is none of is missing."""
    places, rows = origins(data, back)
    found = np.full((*rows.shape, HORIZON), np.nan)
    found[places] = values
    return found


def scores(data, told):
    """Means over the series of their errors on the test; WAPE is over all of them together."""
    came = by_series(data, truth(data, chosen(data, TEST)), TEST)
    missed, size = np.abs(told - came), np.abs(told) + np.abs(came)
    share = 2 * missed / np.where(size > 0, size, 1.0)
    absolute, squared = naive_errors(data, data.ends + 1 - TEST[0])
    known = ~np.isnan(missed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of series without a measured row
        each = np.nanmean(missed, axis=2) / absolute[:, None]
        return {
            "MASE": np.nanmean(np.nanmean(each, axis=1)),
            "RMSSE": np.nanmean(np.sqrt(np.nanmean(missed**2, axis=(1, 2))) / squared),
            "WAPE": missed[known].sum() / np.abs(came[known]).sum(),
            "sMAPE": 100 * np.nanmean(np.nanmean(share, axis=(1, 2))),
        }


def say(what, found):
    """Scores as lines."""
    for name, value in found.items():
        print(f"{what}: test {name} {value:.10g}")


def future(data):
    """The last row of each series, but of those that ended a whole window ago."""
    there = (data.ends >= FEWEST - 1) & (data.ends - data.counts < LOOKBACK)
    series = np.flatnonzero(there)
    return series, data.ends[series]


def table_of(data, table, windows, told, came):
    """A row for each series, origin and step."""
    times, lines = times_of(table), []
    for place, (series, row) in enumerate(zip(*windows, strict=True)):
        begin = data.starts[series] + row
        for step in range(1, HORIZON + 1):
            when = times.get(begin), times.get(begin + step), step
            lines.append((data.names[series], *when, told[place, step - 1], came[place, step - 1]))
    return pd.DataFrame(lines, columns=["series", "origin", "time", "step", "predicted", "actual"])


def main():
    table = read()
    data = laid_out(table)
    fit_widths(data)
    network, rates = trained(data)
    tested, last = chosen(data, TEST), future(data)
    found = by_series(data, predict(network, data, tested), TEST)
    say(f"seed {SEED}, trained on the rows before validation", scores(data, found))

    before, found, ahead = data.ends + 1 - TEST[0], [], []
    for seed in SEEDS:
        found.append(predict(follow(data, seed, before, rates[seed]), data, tested))
        ahead.append(predict(follow(data, seed, data.counts, rates[seed]), data, last))
        told = scores(data, by_series(data, found[-1], TEST))
        say(f"seed {seed}, trained again on all rows before the test", told)
    found, ahead = np.mean(found, axis=0), np.mean(ahead, axis=0)
    say(f"mean of {len(SEEDS)} seeds", scores(data, by_series(data, found, TEST)))

    path = Path(__file__).with_suffix(".forecast.csv")
    parts = [
        table_of(data, table, tested, found, truth(data, tested)),
        table_of(data, table, last, ahead, truth(data, last)),
    ]
    pd.concat(parts).to_csv(path, index=False)
    print(f"forecasts are in {path.name}")


if __name__ == "__main__":
    main()
