"""How the weights are found."""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

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
from core.tasks.generate.templates.answers import bits, costs
from core.tasks.generate.templates.network import rest
from core.tasks.generate.templates.settings import BATCH, WINDOW


@tf.function
def updated(network, read, states):
    """One update of the weights, from one window of each stream; the states go on, gradients do not."""
    with tf.GradientTape() as tape:
        told, *after = network([read[:, :-1], *states], training=True)
        loss = tf.reduce_mean(costs(told, read)) + sum(network.losses, start=tf.constant(0.0))
    slopes = tape.gradient(loss, network.trainable_weights)
    network.optimizer.apply(slopes, network.trainable_weights)
    return after


def epoch(letters, random):
    """Where the windows of an epoch begin, update by update: streams at equal distances, the first drawn."""
    windows = max(1, (letters - 1) // WINDOW)
    updates = len(random.permutation(windows)) // BATCH
    begin = random.integers(letters) + np.arange(BATCH) * (letters // BATCH)
    return (begin + WINDOW * np.arange(updates)[:, None]) % letters


def train(network, numbers, trained, validated):
    """Fit on the training part; keep the weights with which the validation bits were fewest.

    They are looked at after every CHECK updates, and before the first.
    """
    text = numbers[: trained[1]]
    letters, last, states = len(text), np.full(BATCH, -1), rest(network, BATCH)

    def loss():
        return float(bits(network, numbers, *validated).mean())

    random, best, lowest, weights = np.random.default_rng(SEED), 0, loss(), network.get_weights()
    rate, left = LEARNING_RATE, np.empty((0, BATCH), dtype=np.int64)
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        network.optimizer.learning_rate = rate
        while len(left) < CHECK:
            left = np.concatenate([left, epoch(letters, random)])
        some, left = left[:CHECK], left[CHECK:]
        for at in some:
            goes_on = keras.ops.cast(at == (last + WINDOW) % letters, "float32")[:, None]
            read = text[(at[:, None] + np.arange(WINDOW + 1)) % letters].astype(np.int32)
            states = [one * goes_on for one in states]
            states, last = updated(network, keras.ops.convert_to_tensor(read), states), at
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return best * CHECK


def fitted(network, numbers, trained, validated):
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
    best = train(network, numbers, trained, validated)
    print(f"best after {best} updates (the original run: {BEST_UPDATES})")
