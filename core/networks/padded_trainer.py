"""The trainer over sequences of several lengths: batches of similar ones, padded to one of a few lengths."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints, Padded
from core.networks.trainers import Copied, Evaluation, pour

POOL = 24  # batches that are sorted by length together; within them the order is drawn
FEW = 5000  # up to which two lengths are compiled, four beyond
STEP = 4  # lengths are multiples of it


class PaddedTrainer(Copied):
    """Trains and answers with a compiled classifier; keeps what was traced and compiled for it.

    Args:
        lengths: Of the training sequences: the lengths to pad to are chosen from them.
        class_weights: What an error on each class counts.
    """

    def __init__(self, network: keras.Model, batch: int, lengths: Ints, class_weights: Floats) -> None:
        self.network, self.batch = network, batch
        self.widths = widths(lengths)
        self.class_weights = class_weights.astype("float32")
        network.optimizer.build(network.trainable_variables)
        self._step, self._logits = compiled_steps(network, batch)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Padded, drawn: Ints, random: np.random.Generator) -> Ints:
        """Sort pools of sequences by length and draw the order of their batches."""
        batches = []
        for start in range(0, len(drawn), POOL * self.batch):
            pool = drawn[start : start + POOL * self.batch]
            pool = pool[np.argsort(x.lengths[pool], kind="stable")].reshape(-1, self.batch)
            batches.append(random.permutation(pool).ravel())
        return np.concatenate(batches)

    def load(self, x: Padded, y: Ints) -> Any:
        return x, np.eye(self.network.output_shape[-1], dtype="float32")[y]

    def train(self, data: Any, order: Ints) -> Floats:
        x, y = data
        losses = [
            self._step(self._padded(x, rows), y[rows], y[rows] @ self.class_weights)
            for rows in order.reshape(-1, self.batch)
        ]
        return np.array([float(loss) for loss in losses])  # (batches,)

    def evaluate(self, data: Any) -> Evaluation:
        """The loss with the penalty on weights, and the share of sequences whose class is right."""
        x, y = data
        logits = self.predict(x)  # (sequences, classes)
        loss = self.network.compute_loss(
            None, keras.ops.convert_to_tensor(y), keras.ops.convert_to_tensor(logits.astype("float32"))
        )
        accuracy = float(np.mean(logits.argmax(axis=1) == y.argmax(axis=1)))
        return Evaluation(float(keras.ops.convert_to_numpy(loss)), accuracy)

    def warm_up(self, x: Padded, y: Ints) -> None:
        """Train on a batch of each length and answer it, so that all is compiled."""
        data = self.load(x, y)
        for width in self.widths:
            rows = np.flatnonzero(x.lengths <= width)
            rows = np.resize(rows[np.argsort(x.lengths[rows])][-self.batch :], self.batch)
            self.train(data, rows)
            self.predict(x.take(rows))

    def predict(self, x: Padded) -> Floats:
        """Logits (sequences, classes), float64."""
        order = np.argsort(x.lengths, kind="stable")
        found = np.empty((len(x), self.network.output_shape[-1]))  # (sequences, classes)
        for start in range(0, len(order), self.batch):
            rows = order[start : start + self.batch]
            filled = np.concatenate([rows, np.repeat(rows[-1:], self.batch - len(rows))])  # (batch,)
            logits = np.asarray(self._logits(self._padded(x, filled)), dtype=np.float64)  # (batch, classes)
            found[rows] = logits[: len(rows)]
        return found

    def _padded(self, x: Padded, rows: Ints) -> Any:
        """A batch cut to its longest sequence, or padded to the next of the few lengths."""
        longest = int(x.lengths[rows].max())
        width = next((width for width in self.widths if width >= longest), longest)
        table = x.table[rows, :width]
        beyond = [(0, 0), (0, width - table.shape[1]), *[(0, 0)] * (table.ndim - 2)]
        return np.pad(table, beyond)


def widths(lengths: Ints) -> tuple[int, ...]:
    """The lengths that batches are padded to: quantiles of the sequences', since each costs a compilation."""
    parts = 2 if len(lengths) <= FEW else 4
    marks = np.quantile(lengths, np.arange(1, parts + 1) / parts)
    return tuple(sorted({int(-(-mark // STEP) * STEP) for mark in np.ceil(marks)}))


def compiled_steps(network: keras.Model, batch: int) -> tuple[Any, Any]:
    """Functions for one update, and for the logits of a batch, as the backend does it best."""
    if keras.backend.backend() != "tensorflow":
        return _step_by_keras(network), lambda x: network.predict_on_batch(x)
    import tensorflow as tf

    from core.networks.updates import update

    classes = network.output_shape[-1]
    read, (_, *columns) = network.inputs[0], network.inputs[0].shape[1:]
    given = tf.TensorSpec([batch, None, *columns], read.dtype)
    truth = tf.TensorSpec([batch, classes], tf.float32)

    @tf.function(input_signature=[given, truth, tf.TensorSpec([batch], tf.float32)], autograph=False)
    def step(x: Any, y: Any, weights: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = network.compute_loss(x, y, network(x, training=True), weights)
        slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
        update(network, slopes)
        return loss

    @tf.function(input_signature=[given], autograph=False)
    def logits(x: Any) -> Any:
        return network(x, training=False)  # (batch, classes)

    return step, logits


def _step_by_keras(network: keras.Model) -> Any:
    def step(x: Any, y: Any, weights: Any) -> float:
        network.reset_metrics()
        return float(network.train_on_batch(x, y, sample_weight=weights, return_dict=True)["loss"])

    return step
