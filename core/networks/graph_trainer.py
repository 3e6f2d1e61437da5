"""The trainer on TensorFlow: windows are cut, batched and learnt from in one graph, without Python."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.arrays import Floats, Ints
from core.data.windows import Windows
from core.networks.trainers import Evaluation, pour, single, variables_of
from core.networks.updates import update

Tensor = Any
TABLE, ROWS = tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([None], tf.int32)
SAMPLING_RATE = tf.TensorSpec([], tf.int32)


class GraphTrainer:
    """Traced once; every run of the same shape goes through the same graph."""

    def __init__(self, network: keras.Model, batch: int) -> None:
        self.network, self.batch = network, batch
        self.lookback, self.columns = network.input_shape[1:]
        network.optimizer.build(network.trainable_variables)
        self._train = tf.function(self._updates, [TABLE, ROWS, SAMPLING_RATE, TABLE, ROWS], autograph=False)
        self._predict = tf.function(self._predictions, [TABLE, ROWS, SAMPLING_RATE], autograph=False)
        self._evaluate = tf.function(self._evaluated, [TABLE, ROWS, SAMPLING_RATE, TABLE], autograph=False)
        # At once: one variable after the other takes ten times as long.
        self._read = tf.function(self._copied, [], autograph=False)
        self._write = tf.function(self._restored, autograph=False)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Windows, drawn: Ints, random: np.random.Generator) -> Ints:
        return drawn

    def load(self, x: Windows, y: Floats) -> Any:
        return (*_given(x), tf.constant(single(y)))

    def train(self, data: Any, order: Ints) -> Floats:
        losses: Floats = self._train(*data, order.astype(np.int32)).numpy().astype(np.float64)
        return losses

    def evaluate(self, data: Any) -> Evaluation:
        return Evaluation(float(self._evaluate(*data)))

    def predict(self, x: Windows) -> Floats:
        predictions: Floats = self._predict(*_given(x)).numpy().astype(np.float64)
        return predictions

    def state(self) -> list[Any]:
        return list(self._read())

    def restore(self, state: list[Any]) -> None:
        self._write(state)

    def _copied(self) -> list[Tensor]:
        return [tf.identity(variable.value) for variable in variables_of(self.network)]

    def _restored(self, state: list[Tensor]) -> None:
        for variable, value in zip(variables_of(self.network), state, strict=True):
            variable.value.assign(value)

    def _cut(self, table: Tensor, rows: Tensor, sampling_rate: Tensor) -> Tensor:
        """One batch of windows; its shape is fixed, so that kernels are compiled for it once."""
        # (batch, lookback, columns)
        windows = tf.gather(table, rows[:, None] + sampling_rate * tf.range(1 - self.lookback, 1))
        return tf.ensure_shape(windows, [self.batch, self.lookback, self.columns])

    def _updates(
        self, table: Tensor, rows: Tensor, sampling_rate: Tensor, y: Tensor, order: Tensor
    ) -> Tensor:
        batches = tf.shape(order)[0] // self.batch

        def body(i: Tensor, losses: Any) -> tuple[Tensor, Any]:
            taken = order[i * self.batch : (i + 1) * self.batch]  # (batch,)
            x = self._cut(table, tf.gather(rows, taken), sampling_rate)  # (batch, lookback, columns)
            loss = self._update(x, tf.gather(y, taken))
            return i + 1, losses.write(i, loss)

        losses = tf.TensorArray(tf.float32, size=batches, element_shape=[])
        _, losses = tf.while_loop(lambda i, _: i < batches, body, (0, losses), parallel_iterations=1)
        return losses.stack()  # (batches,)

    def _update(self, x: Tensor, y: Tensor) -> Tensor:
        network = self.network
        with tf.GradientTape() as tape:
            loss = network.compute_loss(x, y, network(x, training=True))
        slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
        update(network, slopes)
        return loss

    def _predictions(self, table: Tensor, rows: Tensor, sampling_rate: Tensor) -> Tensor:
        count = tf.shape(rows)[0]
        batches = -(-count // self.batch)
        spare = sampling_rate * (self.lookback - 1)  # a row that has a whole window
        padded = tf.pad(rows, [[0, batches * self.batch - count]], constant_values=spare)

        def answered(i: Tensor) -> Tensor:
            some = padded[i * self.batch : (i + 1) * self.batch]  # (batch,)
            return self.network(self._cut(table, some, sampling_rate), training=False)

        predictions = tf.map_fn(
            answered, tf.range(batches), fn_output_signature=tf.float32, parallel_iterations=1
        )
        return tf.reshape(predictions, [-1, self.network.output_shape[-1]])[:count]  # (windows, outputs)

    def _evaluated(self, table: Tensor, rows: Tensor, sampling_rate: Tensor, y: Tensor) -> Tensor:
        return self.network.compute_loss(None, y, self._predictions(table, rows, sampling_rate))


def _given(x: Windows) -> tuple[Any, Any, Any]:
    rows = tf.constant(x.rows.astype(np.int32))
    return tf.constant(single(x.table)), rows, tf.constant(x.sampling_rate, tf.int32)
