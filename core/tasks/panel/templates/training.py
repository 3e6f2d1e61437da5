"""How the weights are found, and found again on more rows."""

from pathlib import Path

import numpy as np

from core.takehome.templates.settings import (
    BEST_UPDATES,
    CHECK,
    HALVE_AFTER,
    LEARNING_RATE,
    LEAST,
    PATIENCE,
    SEED,
    TRAIN,
    UPDATES,
    WEIGHTS,
)
from core.tasks.panel.templates.choices import SQUARED
from core.tasks.panel.templates.network import build
from core.tasks.panel.templates.settings import BATCH, HORIZON, LOOKBACK, RATES, SEASON, SEEDS, VALIDATION
from core.tasks.panel.templates.windows import chosen, cut, restored, some, training, truth

ENOUGH = 5000  # windows that widths are told from


def fit_widths(data):
    """How wide scaled values and answers are, from the training windows."""
    windows = training(data, data.ends + 1 - VALIDATION[0])
    drawn = np.random.default_rng(0).permutation(len(windows[0]))[:ENOUGH]
    inputs, answers, _ = cut(data, some(windows, drawn))
    data.width = float(inputs[0].reshape(len(drawn), LOOKBACK, -1)[..., 0].std()) or 1.0
    data.spread = float(np.nanstd(answers.astype(float))) or 1.0


def naive_errors(data, before):
    """What the seasonal naive method misses in the rows of each series before one: mean, and root of squares.

    Missing for series that repeat themselves, or are shorter than a season.
    """
    absolute, squared = np.full(len(data.first), np.nan), np.full(len(data.first), np.nan)
    for place, (begin, rows) in enumerate(zip(data.first, before, strict=True)):
        values = data.truth[begin : begin + max(rows, 0)]
        change = values[SEASON:] - values[:-SEASON]
        change = change[~np.isnan(change)]
        if len(change) and np.abs(change).mean() > 1e-14 * np.nanmax(np.abs(values)):
            absolute[place], squared[place] = np.abs(change).mean(), np.sqrt(np.mean(change**2))
    return absolute, squared


def predict(network, data, windows):
    """Forecasts, shape (windows, HORIZON)."""
    found = np.empty((len(windows[0]), HORIZON))
    for start in range(0, len(found), 1024):
        part = slice(start, start + 1024)
        inputs, _, how = cut(data, some(windows, part))
        told = network.predict_on_batch(inputs)
        found[part] = restored(data, np.asarray(told, dtype=np.float64), how)
    return found


def batches(windows, seed):
    """Batches without end: each epoch takes the windows in a new order, without those that fill no batch."""
    random, many = np.random.default_rng(seed), len(windows[0])
    while True:
        drawn = [random.permutation(many) for _ in range(-(-BATCH // many))]
        size = max(1, many // BATCH) * BATCH
        yield from np.concatenate(drawn)[:size].reshape(-1, BATCH)


def until_next_look(network, data, windows, batch, rate):
    """CHECK updates of the weights at one rate."""
    network.optimizer.learning_rate = rate
    drawn = np.concatenate([next(batch) for _ in range(CHECK)])
    inputs, answers, _ = cut(data, some(windows, drawn))
    network.fit(inputs, answers, batch_size=BATCH, shuffle=False, verbose=0)


def search(data, seed):
    """A network with the weights with which the validation error was lowest, and the rates up to there.

    It is looked at after every CHECK updates, and before the first.
    """
    network, windows = build(data, seed), training(data, data.ends + 1 - VALIDATION[0])
    batch, held_out = batches(windows, seed), chosen(data, VALIDATION)
    unit = naive_errors(data, data.ends + 1 - VALIDATION[0])[int(SQUARED)]
    unit = np.where(np.isnan(unit), np.nanmedian(unit) if np.isfinite(unit).any() else 1.0, unit)

    def error():
        missed = np.abs(predict(network, data, held_out) - truth(data, held_out))
        missed = missed / unit[held_out[0]][:, None]
        if SQUARED:
            return np.nanmean(missed**2) ** 0.5
        else:
            return np.nanmean(missed)

    rate, rates, best, lowest, weights = LEARNING_RATE, [], 0, error(), network.get_weights()
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        rates.append(rate)
        until_next_look(network, data, windows, batch, rate)
        now = error()
        print(f"seed {seed}, {look * CHECK} updates: validation error {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return network, rates[:best]


def follow(data, seed, before, rates):
    """Train anew at given rates, on all windows whose answers lie before a row of their series."""
    network, windows = build(data, seed), training(data, before)
    batch = batches(windows, seed)
    for rate in rates:
        until_next_look(network, data, windows, batch, rate)
    return network


def trained(data):
    """Take over weights and rates of the original runs, or train anew from the same seeds.

    A processor that sums in another order may end elsewhere, most of all with a plain RNN.
    """
    kept = Path(__file__).with_name(WEIGHTS)
    if kept.exists() and not TRAIN:
        network = build(data, SEED)
        network.optimizer = None  # the file holds nothing for it
        network.load_weights(kept)
        print(f"weights of the original run, after {BEST_UPDATES} updates, are in {kept.name}")
        again = {seed: [] for seed in SEEDS}
        for seed, rate, looks in RATES:
            again[seed] += [rate] * looks
        return network, again
    if not TRAIN:
        print(f"{kept.name} is not beside this script, so the networks are trained anew")
    found = {seed: search(data, seed) for seed in SEEDS}
    network, best = found[SEED]
    print(f"best after {len(best) * CHECK} updates (the original run: {BEST_UPDATES})")
    return network, {seed: rates for seed, (_, rates) in found.items()}
