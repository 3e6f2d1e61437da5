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
from core.tasks.forecast.templates.inputs import answers, origins, origins_before, windows
from core.tasks.forecast.templates.network import build
from core.tasks.forecast.templates.settings import (
    BATCH,
    FOLDS_OF_UPDATES,
    HORIZON,
    RATES,
    STOP_END,
    TRAIN_END,
)


def told(fit, rows):
    """Those rows after which something was measured: the others teach nothing."""
    return rows[~np.isnan(answers(fit, rows)).all(axis=1)]


def batches(rows):
    """Batches without end: each epoch takes the rows in a new order, without those that fill no batch."""
    random = np.random.default_rng(SEED)
    while True:
        drawn = [random.permutation(rows) for _ in range(-(-BATCH // len(rows)))]
        size = max(1, len(rows) // BATCH) * BATCH
        yield from np.concatenate(drawn)[:size].reshape(-1, BATCH)


def until_next_look(network, fit, batch, rate):
    """CHECK updates of the weights at one rate."""
    network.optimizer.learning_rate = rate
    rows = np.concatenate([next(batch) for _ in range(CHECK)])
    network.fit(windows(fit, rows), answers(fit, rows), batch_size=BATCH, shuffle=False, verbose=0)


def parts(fit):
    """What to train on, and what chooses the updates: later rows, or several folds where these are few."""
    train, choose = told(fit, origins_before(TRAIN_END)), told(fit, origins(TRAIN_END, STOP_END))
    if not FOLDS_OF_UPDATES:
        return [(train, choose)]
    rows = np.arange(train[0], choose[-1] + 1)
    size = len(rows) // (2 * FOLDS_OF_UPDATES)
    begins = range(len(rows) - FOLDS_OF_UPDATES * size, len(rows), size)
    cut = [(rows[: at - HORIZON + 1], rows[at : at + size]) for at in begins]
    folds = [(told(fit, before), told(fit, after)) for before, after in cut]
    return [fold for fold in folds if all(map(len, fold))]


def search(fit):
    """Train a network for each part, side by side; the rates up to the lowest validation loss.

    It is looked at after every CHECK updates, and before the first. A single network keeps its best weights;
    of several, one is trained anew on all training rows at the rates found.
    """
    cut, networks = parts(fit), []
    for _ in cut:
        networks.append(build(fit))
    orders = [batches(rows) for rows, _ in cut]
    held_out = [(windows(fit, rows), answers(fit, rows)) for _, rows in cut]

    def loss():
        pairs = zip(networks, held_out, strict=True)
        found = [one.evaluate(*held, batch_size=len(held[0]), verbose=0) for one, held in pairs]
        return np.mean(found)

    rate, rates, best, lowest, weights = LEARNING_RATE, [], 0, loss(), networks[0].get_weights()
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        rates.append(rate)
        for network, order in zip(networks, orders, strict=True):
            until_next_look(network, fit, order, rate)
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, networks[0].get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    if len(networks) > 1:
        return follow(fit, rates[:best]), rates[:best]
    networks[0].set_weights(weights)
    return networks[0], rates[:best]


def follow(fit, rates):
    """Train anew at given rates, on all rows that the scales are fitted on."""
    network, order = build(fit), batches(told(fit, fit.rows))
    for rate in rates:
        until_next_look(network, fit, order, rate)
    return network


def trained(fit):
    """Take over weights and rates of the original run, or train anew from the same seed.

    A processor that sums in another order may end elsewhere, most of all with a plain RNN.
    """
    kept = Path(__file__).with_name(WEIGHTS)
    if kept.exists() and not TRAIN:
        network = build(fit)
        network.optimizer = None  # the file holds nothing for it
        network.load_weights(kept)
        print(f"weights of the original run, after {BEST_UPDATES} updates, are in {kept.name}")
        return network, [rate for rate, looks in RATES for _ in range(looks)]
    if not TRAIN:
        print(f"{kept.name} is not beside this script, so the network is trained anew")
    network, rates = search(fit)
    print(f"best after {len(rates) * CHECK} updates (the original run: {BEST_UPDATES})")
    return network, rates
