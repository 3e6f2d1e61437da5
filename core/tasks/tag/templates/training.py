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
from core.tasks.tag.templates.answers import log_probabilities
from core.tasks.tag.templates.choices import FIELD, POOL
from core.tasks.tag.templates.reading import side_by_side
from core.tasks.tag.templates.settings import BATCH


def in_batches(rows, lengths, random):
    """Batches of sentences of similar length, so that little is padded; their order is drawn."""
    for start in range(0, len(rows), POOL * BATCH):
        pool = rows[start : start + POOL * BATCH]
        by_length = pool[np.argsort(lengths[pool], kind="stable")]
        yield from random.permutation(by_length.reshape(-1, BATCH))


def train(network, tables, tags, blocks):
    """Fit on the training sentences; keep the weights with which the validation loss was lowest.

    It is looked at after every CHECK updates, and before the first. Each epoch takes the sentences in a
    new order and leaves out those that do not fill a batch.
    """
    fit, choose = blocks["train"], blocks["validation"]
    lengths = np.array([len(table) for table in tables])
    truth = np.concatenate([tags[row] for row in choose])

    def loss():
        told = np.concatenate(log_probabilities(network, tables, choose))
        penalty = sum(float(one) for one in network.losses)
        return penalty - float(told[np.arange(len(truth)), truth].mean())

    random, best, lowest, weights = np.random.default_rng(SEED), 0, loss(), network.get_weights()
    rate, left = LEARNING_RATE, fit[:0]
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        network.optimizer.learning_rate = rate
        while len(left) < CHECK * BATCH:
            rows = fit[random.permutation(len(fit))[: len(fit) // BATCH * BATCH]]
            left = np.append(left, np.concatenate(list(in_batches(rows, lengths, random))))
        rows, left = np.split(left, [CHECK * BATCH])
        for some in rows.reshape(-1, BATCH):
            read = side_by_side([tables[row] for row in some], 0)
            if FIELD:
                told = side_by_side([tags[row] for row in some], -1)
            else:
                told = side_by_side([tags[row] for row in some], 0)  # the mask says where words are
            network.train_on_batch(read, told)
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return best * CHECK


def fitted(network, tables, tags, blocks):
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
    best = train(network, tables, tags, blocks)
    print(f"best after {best} updates (the original run: {BEST_UPDATES})")
