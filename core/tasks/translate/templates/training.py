"""How the weights are found."""

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
from core.tasks.translate.templates.answers import nats_of
from core.tasks.translate.templates.choices import POOL, SAMPLED
from core.tasks.translate.templates.reading import given
from core.tasks.translate.templates.settings import BATCH, SAMPLING


def in_batches(rows, source, target, random):
    """Batches of pairs of similar length, so that little is padded; their order is drawn."""
    lengths = [(table != 0).sum(axis=1) for table in (source, target)]
    for start in range(0, len(rows), POOL * BATCH):
        pool = rows[start : start + POOL * BATCH]
        pool = pool[np.lexsort([length[pool] for length in lengths])]
        yield from random.permutation(pool.reshape(-1, BATCH))


if SAMPLED:

    def mixed(network, read, before, rows):
        """The words before, some of them as the network tells them."""
        random = np.random.default_rng([int(network.optimizer.iterations), *rows[:4].tolist()])
        told = np.asarray(network.predict_on_batch([read, before]))[..., 2:-1].argmax(axis=-1) + 2
        found = before.copy()
        chosen = (random.random(before.shape) < SAMPLING)[:, 1:] & (before[:, 1:] != 0)
        found[:, 1:][chosen] = told[:, :-1][chosen]
        return found


def train(network, source, target, blocks):
    """Fit on the training pairs; keep the weights with which the validation loss was lowest.

    It is looked at after every CHECK updates, and before the first. Each epoch takes the pairs in a new
    order and leaves out those that do not fill a batch.
    """
    fit, choose = blocks["train"], blocks["validation"]
    places = np.arange(len(fit))

    def loss():
        nats = nats_of(network, source, target, choose)
        return float(nats.sum() / (target[choose] != 0).sum())

    random, best, lowest, weights = np.random.default_rng(SEED), 0, loss(), network.get_weights()
    rate, left = LEARNING_RATE, places[:0]
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        network.optimizer.learning_rate = rate
        while len(left) < CHECK * BATCH:
            rows = random.permutation(len(fit))[: len(fit) // BATCH * BATCH]
            batches = list(in_batches(rows, source[fit], target[fit], random))
            left = np.append(left, np.concatenate(batches))
        rows, left = np.split(left, [CHECK * BATCH])
        for some in rows.reshape(-1, BATCH):
            read, before, truth = given(source, target, fit[some])
            if SAMPLED:
                before = mixed(network, read, before, some)
            network.train_on_batch([read, before], truth)
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return best * CHECK


def fitted(network, source, target, blocks):
    """Take over the weights of the original run, or train anew from the same seed.

    A processor that sums in another order may end elsewhere, most of all with a plain RNN.
    """
    kept = Path(__file__).with_name(WEIGHTS)
    if kept.exists() and not TRAIN:
        network.optimizer = None  # the file holds nothing for it
        network.load_weights(kept)
        print(f"weights of the original run, after {BEST_UPDATES} updates, are in {kept.name}")
        return
    if not TRAIN:
        print(f"{kept.name} is not beside this script, so the network is trained anew")
    best = train(network, source, target, blocks)
    print(f"best after {best} updates (the original run: {BEST_UPDATES})")
