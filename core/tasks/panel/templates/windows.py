"""Windows of many series, each scaled by itself."""

import numpy as np

from core.tasks.panel.templates.choices import (
    BESIDE,
    BY_BLOCKS,
    GROUPED,
    LOGARITHM,
    PLACED,
    PLANNED,
    REPEATS,
    SEEN,
    WAVED,
    WITHIN,
)
from core.tasks.panel.templates.settings import (
    BLOCK,
    HORIZON,
    LOOKBACK,
    PERIODS,
    SEASON,
)

FEWEST = max(SEASON, 3)  # rows from which on a series is forecast
FLOOR = 0.05  # added to a share of the window's mean before its logarithm is taken: zeros have none
MOST = 8.0  # scaled answers beyond it are cut off
EXTREME = 6.0  # logarithms of shares beyond which no forecast goes


def origins(data, back):
    """Series and rows from which to forecast, so many rows before the end."""
    rows = data.ends[:, None] - np.array(back)
    return np.nonzero((rows >= FEWEST - 1) & (rows < data.counts[:, None])), rows


def chosen(data, back):
    """Windows as pairs of a series and its last row that is known."""
    (series, place), rows = origins(data, back)
    return series, rows[series, place]


def training(data, before):
    """Every window whose answers lie before a row of its series."""
    last = np.minimum(before, data.counts) - HORIZON
    counts = np.maximum(last - FEWEST + 1, 0)
    series = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return series, within + FEWEST - 1


def some(windows, which):
    """Some windows."""
    return windows[0][which], windows[1][which]


def truth(data, windows):
    """What was measured afterwards, shape (windows, HORIZON)."""
    return data.truth[around(data, windows, 1, HORIZON + 1)]


def around(data, windows, begin, end):
    """Rows of the tables from so many steps after the last known one on."""
    series, rows = windows
    return (data.first[series] + rows)[:, None] + np.arange(begin, end)


if WAVED:

    def waved(steps):
        """The place in each season on a circle."""
        columns = []
        for period in PERIODS:
            angle = 2 * np.pi * (steps % period) / period
            columns += [np.sin(angle), np.cos(angle) * (period > 1)]
        if WITHIN:
            which = steps % PERIODS[-1] // PERIODS[0]
            columns += [which == one for one in range(PERIODS[-1] // PERIODS[0])]
        return np.stack(columns, axis=-1).astype(float)


if LOGARITHM:

    def scaling(raw):
        """Where scaled values begin, and their unit: each window's mean."""
        mean = np.nan_to_num(raw).sum(axis=1, keepdims=True)
        mean = mean / np.maximum((~np.isnan(raw)).sum(axis=1, keepdims=True), 1)
        return np.zeros_like(mean), np.where(mean > 0, mean, 1.0)

    def scaled(values, centre, scale):
        """The logarithm of shares of the mean."""
        return np.log(np.maximum(values / scale, 0.0) + FLOOR)

else:

    def scaling(raw):
        """Where scaled values begin, and their unit: each window's mean and deviation."""
        there = ~np.isnan(raw)
        count = np.maximum(there.sum(axis=1, keepdims=True), 1)
        mean = np.where(there, raw, 0.0).sum(axis=1, keepdims=True) / count
        wide = np.sqrt(np.where(there, (raw - mean) ** 2, 0.0).sum(axis=1, keepdims=True) / count)
        return mean, np.where(wide > 1e-9 * np.maximum(np.abs(mean), 1e-300), wide, 1.0)

    def scaled(values, centre, scale):
        """How many deviations from the mean."""
        return (values - centre) / scale


def cut(data, windows):
    """What the network reads, what it is asked for, and how to get back from its answers."""
    rows = around(data, windows, 1 - LOOKBACK, 1)
    raw = data.filled[rows]
    centre, scale = scaling(raw)
    if LOGARITHM:
        values = np.where(np.isnan(raw), np.log(1.0 + FLOOR), scaled(raw, centre, scale))
    else:
        values = np.where(np.isnan(raw), 0.0, scaled(raw, centre, scale))
    if REPEATS:
        base = values[:, LOOKBACK - SEASON + np.arange(HORIZON) % SEASON]
    else:
        base = np.zeros((len(rows), HORIZON))
    inputs = [sequence(data, windows, values, rows)]
    if BESIDE:
        inputs.append(beside(data, windows))
    if PLANNED:
        inputs.append(planned(data, windows, base, rows))
    asked = (scaled(truth(data, windows), centre, scale) - base) / data.spread
    return inputs, np.clip(asked, -MOST, MOST).astype(np.float32), (base, centre, scale)


def restored(data, told, how):
    """Forecasts from the network's answers."""
    base, centre, scale = how
    values = told * data.spread + base
    if LOGARITHM:
        return np.maximum(np.exp(np.clip(values, -EXTREME, EXTREME)) - FLOOR, 0.0) * scale
    else:
        return values * scale + centre


def sequence(data, windows, values, rows):
    """Values, whether they were measured, the season, and further columns, step by step."""
    parts = [(values / data.width)[..., None], data.measured[rows][..., None]]
    if WAVED and not BY_BLOCKS:
        parts.append(waved(around_steps(data, windows, 1 - LOOKBACK, 1)))
    if PLANNED:
        known = data.known[rows]
        parts += [known, known - known.mean(axis=1, keepdims=True)]
    if SEEN:
        past = data.past[rows]
        parts += [past, past - past.mean(axis=1, keepdims=True)]
    whole = np.concatenate(parts, axis=2, dtype=np.float32)
    if BY_BLOCKS:
        return whole.reshape(len(rows), LOOKBACK // BLOCK, -1)
    else:
        return whole


def around_steps(data, windows, begin, end):
    """The same as places in time, which all series share."""
    series, rows = windows
    return (data.starts[series] + rows)[:, None] + np.arange(begin, end)


if BESIDE:

    def beside(data, windows):
        """What is told once: the place in the season, and what kind of series it is."""
        parts = []
        if PLACED:
            parts.append(np.eye(SEASON)[around_steps(data, windows, 1, 2)[:, 0] % SEASON])
        elif WAVED:
            parts.append(waved(around_steps(data, windows, 1, 2)[:, 0]))
        if GROUPED:
            parts.append(data.groups[windows[0]])
        return np.concatenate(parts, axis=1, dtype=np.float32)


if PLANNED:

    def planned(data, windows, base, rows):
        """What is known at each step to come, and how that differs from the window and the season before."""
        later, before = data.known[around(data, windows, 1, HORIZON + 1)], data.known[rows]
        same = np.maximum(LOOKBACK - SEASON + np.arange(HORIZON) % SEASON, 0)
        parts = [(base / data.width)[..., None]]
        if WAVED:
            parts.append(waved(around_steps(data, windows, 1, HORIZON + 1)))
        parts += [later, later - before.mean(axis=1, keepdims=True), later - before[:, same]]
        return np.concatenate(parts, axis=2, dtype=np.float32)
