"""How the weights of what tells classes are found."""

from pathlib import Path

import numpy as np

from core.takehome.templates.batches import in_batches
from core.takehome.templates.choices import CLASS_WEIGHTS
from core.takehome.templates.classes import logits
from core.takehome.templates.settings import (
    BATCH,
    BEST_UPDATES,
    CHECK,
    CLASSES,
    HALVE_AFTER,
    LEARNING_RATE,
    LEAST,
    PATIENCE,
    SEED,
    TRAIN,
    UPDATES,
    WEIGHTS,
)

if CLASS_WEIGHTS:

    def class_weights(labels):
        """What an error on each class has to count so that rare classes weigh as much as frequent ones."""
        counts = np.bincount(labels, minlength=len(CLASSES))
        return (counts.sum() / (len(CLASSES) * counts)).astype(np.float32)


def train(network, batch, lengths, labels, blocks):
    """Fit on the training rows; keep the weights with which the validation loss was lowest.

    It is looked at after every CHECK updates, and before the first. Each epoch takes the rows in a new order
    and leaves out those that do not fill a batch.
    """
    fit, choose = blocks["train"], blocks["validation"]
    answers = np.eye(len(CLASSES), dtype=np.float32)[labels]
    if CLASS_WEIGHTS:
        weight = class_weights(labels[fit])

    def loss():
        told = logits(network, batch, lengths, choose)
        return float(network.compute_loss(y=answers[choose], y_pred=told))

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
            if CLASS_WEIGHTS:
                network.train_on_batch(batch(some), answers[some], sample_weight=weight[labels[some]])
            else:
                network.train_on_batch(batch(some), answers[some])
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return best * CHECK


def fitted(network, batch, lengths, labels, blocks):
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
    best = train(network, batch, lengths, labels, blocks)
    print(f"best after {best} updates (the original run: {BEST_UPDATES})")
