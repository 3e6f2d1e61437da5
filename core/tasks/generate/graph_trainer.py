"""The same on TensorFlow: all windows of a stretch in one graph, without Python between them."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.arrays import Floats, Ints
from core.networks.updates import update
from core.tasks.generate.trainer import BITS, StreamTrainer, Stretch

Tensor = Any
TEXT, PLACE = tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.int32)


class StreamsInGraph(StreamTrainer):
    """Traced once; every run of the same shape goes through the same graph."""

    def __init__(self, network: keras.Model, batch: int, window: int) -> None:
        super().__init__(network, batch, window)
        self._states = [tf.Variable(tf.zeros([batch, one.shape[-1]])) for one in network.inputs[1:]]
        self._last = tf.Variable(tf.fill([batch], -1))  # where each stream's latest window began
        order = tf.TensorSpec([None, batch], tf.int32)
        self._train = tf.function(self._updates, [TEXT, order], autograph=False)
        begin = tf.TensorSpec([batch], tf.int32)
        self._judge = tf.function(self._nats, [TEXT, begin, PLACE], autograph=False)

    def load(self, x: Stretch, y: None) -> Any:
        return x, tf.constant(x.numbers[x.start : x.end].astype(np.int32))

    def train(self, data: Any, order: Ints) -> Floats:
        losses = self._train(data[1], tf.constant(order.reshape(-1, self.batch).astype(np.int32)))
        return np.asarray(losses.numpy(), dtype=np.float64) * BITS

    def evaluate(self, data: Any) -> Any:
        return super().evaluate(data[0])

    def surprises(self, data: Stretch) -> Floats:
        begin, windows = self.places(data)
        text = tf.constant(data.numbers.astype(np.int32))
        nats = self._judge(text, tf.constant(begin.astype(np.int32)), tf.constant(windows))
        found = np.asarray(nats.numpy(), dtype=np.float64)  # (windows, batch, window)
        return self.shared(found.transpose(1, 0, 2).reshape(self.batch, -1) * BITS, data)

    def _updates(self, text: Tensor, order: Tensor) -> Tensor:
        updates, letters = tf.shape(order)[0], tf.shape(text)[0]

        def body(i: Tensor, losses: Any, last: Tensor, states: Any) -> Any:
            at = order[i]  # (batch,)
            goes_on = tf.cast(at == (last + self.window) % letters, tf.float32)[:, None]
            read = tf.gather(text, (at[:, None] + tf.range(self.window + 1)) % letters)
            loss, states = self._update(read, [one * goes_on for one in states])
            return i + 1, losses.write(i, loss), at, states

        losses = tf.TensorArray(tf.float32, size=updates, element_shape=[])
        begun = [one.read_value() for one in self._states]
        _, losses, last, states = tf.while_loop(
            lambda i, *_: i < updates, body, (0, losses, self._last.read_value(), begun),
            parallel_iterations=1,
        )  # fmt: skip
        self._last.assign(last)
        for kept, now in zip(self._states, states, strict=True):
            kept.assign(now)
        return losses.stack()  # (updates,)

    def _update(self, read: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]:
        network = self.network
        read = tf.ensure_shape(read, [self.batch, self.window + 1])
        with tf.GradientTape() as tape:
            logits, *after = network([read[:, :-1], *states], training=True)
            loss = tf.reduce_mean(_costs(logits, read)) + sum(network.losses, start=tf.constant(0.0))
        slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
        update(network, slopes)
        return loss, after

    def _nats(self, text: Tensor, begin: Tensor, windows: Tensor) -> Tensor:
        most = tf.shape(text)[0] - 1

        def body(i: Tensor, found: Any, states: Any) -> Any:
            at = begin[:, None] + i * self.window + tf.range(self.window + 1)
            read = tf.ensure_shape(tf.gather(text, tf.minimum(at, most)), [self.batch, self.window + 1])
            logits, *after = self.network([read[:, :-1], *states], training=False)
            return i + 1, found.write(i, _costs(logits, read)), after

        found = tf.TensorArray(tf.float32, size=windows, element_shape=[self.batch, self.window])
        rest = [tf.zeros_like(one) for one in self._states]
        _, found, _ = tf.while_loop(lambda i, *_: i < windows, body, (0, found, rest), parallel_iterations=1)
        return found.stack()  # (windows, batch, window)


def _costs(logits: Tensor, read: Tensor) -> Tensor:
    """Nats of each character that was to be told, (batch, window)."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=read[:, 1:] - 1, logits=logits)
