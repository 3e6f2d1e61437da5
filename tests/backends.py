"""The same few updates on whichever backend Keras has: `python -m tests.backends FILE` tells their losses."""

import json
import sys
from pathlib import Path

import keras
import numpy as np

from core.cells import USUAL
from core.data.windows import Windows
from core.networks.trainers import BatchTrainer
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.network import Shape
from core.tasks.sentiment.network import TextShape
from core.tasks.sentiment.spec import SentimentSpec

BATCH, LOOKBACK, WORDS = 8, 6, 20
# Plain steps: with Adam, losses of networks that read words part by 1 % after one update, for TensorFlow
# keeps an embedding's gradient as rows, one for each time that a word stands there.
TRAINING = TrainingSpec(batch=BATCH, learning_rate=0.1, clipnorm=0.0, optimizer="sgd")
TEXTS = SentimentSpec(embedding=4, word_dropout=0.0, spatial_dropout=0.0, output_dropout=0.0)  # no dice


def networks():
    """Compiled networks of stock layers by name: of each cell one that forecasts, one that reads words."""
    model = ModelSpec(units=4)
    for cell in USUAL:
        yield f"{cell} forecast", Shape(cell, model, 4, LOOKBACK, 1, 2).network(TRAINING, "standard", 1)
        shape = TextShape(cell, model, TEXTS, 4, WORDS, 2)
        yield f"{cell} sentiment", shape.network(TRAINING, "standard", 1)


def losses(network, name):
    """Of six updates with the same examples in the same order."""
    random = np.random.default_rng(4)
    if name.endswith("forecast"):
        values = np.sin(np.arange(90) / 4)[:, None]
        rows = np.arange(LOOKBACK - 1, 80, dtype=np.int64)
        trainer = BatchTrainer(network, BATCH)
        order = random.permutation(len(rows))[: 6 * BATCH]
        return trainer.train(
            trainer.load(Windows(values, rows, LOOKBACK), values[rows[:, None] + [1, 2], 0]), order
        ).tolist()
    texts, classes = random.integers(1, WORDS, (6, BATCH, 9)), random.integers(0, 2, (6, BATCH))
    texts[:, :, 7:] = 0  # after the end
    return [
        float(network.train_on_batch(x, np.eye(2)[y]))
        for x, y in zip(texts.astype("int32"), classes, strict=True)
    ]


def losses_from(weights):
    """Losses by network, each begun from its weights."""
    found = {}
    for name, network in networks():
        network.set_weights([weights[f"{name} {place}"] for place in range(len(network.weights))])
        found[name] = losses(network, name)
    return found


def first_weights():
    """Those that this backend draws, by network and place."""
    return {
        f"{name} {place}": value
        for name, network in networks()
        for place, value in enumerate(network.get_weights())
    }


if __name__ == "__main__":
    answer = losses_from(np.load(Path(sys.argv[1])))
    print(json.dumps({"backend": keras.backend.backend(), "modules": sorted(sys.modules), "losses": answer}))
