"""The trainer over sentences: batches of similar lengths, an answer and a loss for each word."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.networks.trainers import Copied, Evaluation, pour
from core.tasks.tag.field import ChainField, FieldLoss
from core.tasks.tag.prepare import POOL, STEP, WIDE, WIDE_STEP, Sentences

SMALLEST = -30.0  # logarithm of a probability; what is less likely is no likelier than that


class TagTrainer(Copied):
    """Trains and answers with a compiled network; keeps what was traced and compiled for it."""

    def __init__(self, network: keras.Model, batch: int) -> None:
        self.network, self.batch = network, batch
        network.optimizer.build(network.trainable_variables)
        self._step, self._logits = compiled_steps(network, batch)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Sentences, drawn: Ints, random: np.random.Generator) -> Ints:
        """Sort pools of sentences by length and draw the order of their batches."""
        batches = []
        for start in range(0, len(drawn), POOL * self.batch):
            pool = drawn[start : start + POOL * self.batch]
            pool = pool[np.argsort(x.lengths[pool], kind="stable")].reshape(-1, self.batch)
            batches.append(random.permutation(pool).ravel())
        return np.concatenate(batches)

    def load(self, x: Sentences, y: None) -> Any:
        return x

    def train(self, data: Sentences, order: Ints) -> Floats:
        losses = []
        for rows in order.reshape(-1, self.batch):
            width = table_width(int(data.lengths[rows].max()))
            read = np.ascontiguousarray(data.table(rows, width), dtype=np.int32)
            losses.append(self._step(read, data.truth(rows, width).astype(np.int32)))
        return np.array([float(loss) for loss in losses])  # (batches,)

    def evaluate(self, data: Sentences) -> Evaluation:
        """The mean of -log of the probability of each word's tag, and the share of tags that are right."""
        told = self.predict(data)
        truth = data.tags[data.words()]
        loss = -float(told[np.arange(len(truth)), truth].mean())
        penalty = sum(float(keras.ops.convert_to_numpy(one)) for one in self.network.losses)
        return Evaluation(loss + penalty, float(np.mean(told.argmax(axis=1) == truth)))

    def predict(self, x: Sentences) -> Floats:
        """Log-probabilities of the tags of all words, sentence after sentence, (words, tags)."""
        order, ends = np.argsort(x.lengths, kind="stable"), np.cumsum(x.lengths)
        found = np.empty((int(ends[-1]), self.network.output_shape[-1]))
        for start in range(0, len(order), self.batch):
            rows = order[start : start + self.batch]
            filled = np.concatenate([rows, np.repeat(rows[-1:], self.batch - len(rows))])
            width = table_width(int(x.lengths[rows].max()))
            read = np.ascontiguousarray(x.table(filled, width), dtype=np.int32)
            logits = np.asarray(self._logits(read), dtype=np.float64)  # (batch, width, tags)
            for row, told in zip(rows, logits, strict=False):
                length = int(x.lengths[row])
                found[ends[row] - length : ends[row]] = told[:length]
        return log_softmax(found)

    def warm_up(self, x: Sentences) -> None:
        """Train on a batch and answer it, so that all is compiled."""
        rows = np.resize(np.arange(len(x)), self.batch)
        self.train(x, rows)
        self.predict(Sentences(x.numbers, x.forms, x.tags, x.starts[rows], x.lengths[rows]))


def table_width(longest: int) -> int:
    """How wide a table is made: few different widths, for some kernels are compiled for each."""
    step = STEP if longest <= WIDE else WIDE_STEP
    return -(-longest // step) * step


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of probabilities, not below `SMALLEST`."""
    logits = logits - logits.max(axis=-1, keepdims=True)
    found: Floats = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return np.maximum(found, SMALLEST)


def compiled_steps(network: keras.Model, batch: int) -> tuple[Any, Any]:
    """Functions for one update, and for the logits of a batch, as the backend does it best.

    With a field, what is answered are the logarithms of its marginals. Tags are -1 behind a sentence's end.
    """
    field = next((layer for layer in network.layers if isinstance(layer, ChainField)), None)
    if keras.backend.backend() != "tensorflow":
        return _step_by_keras(network), _answers_by_keras(network, field)
    import tensorflow as tf

    from core.networks.updates import update

    given = tf.TensorSpec([batch, None, network.input_shape[-1]], tf.int32)

    @tf.function(input_signature=[given, tf.TensorSpec([batch, None], tf.int32)], autograph=False)
    def step(x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            logits = network(x, training=True)  # (batch, time, tags)
            if field is not None:
                loss = tf.reduce_mean(network.loss.call(y, logits))
            else:
                losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(y, 0), logits)
                inside = tf.cast(y >= 0, tf.float32)
                loss = tf.reduce_sum(losses * inside) / tf.reduce_sum(inside)
            loss += sum(network.losses, start=tf.constant(0.0))
        slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
        update(network, slopes)
        return loss

    @tf.function(input_signature=[given], autograph=False)
    def logits(x: Any) -> Any:
        told = network(x, training=False)
        return told if field is None else field.log_marginals(told, x[..., 0] > 0)

    return step, logits


def _step_by_keras(network: keras.Model) -> Any:
    def step(x: Any, y: Any) -> float:
        network.reset_metrics()
        # Of single words the mask goes along with the answer: Keras' mean is over words alone.
        tags = y if isinstance(network.loss, FieldLoss) else np.maximum(y, 0)
        return float(network.train_on_batch(x, tags, return_dict=True)["loss"])

    return step


def _answers_by_keras(network: keras.Model, field: ChainField | None) -> Any:
    def logits(x: Any) -> Any:
        told = network.predict_on_batch(x)
        if field is None:
            return told
        return keras.ops.convert_to_numpy(
            field.log_marginals(keras.ops.convert_to_tensor(told), x[..., 0] > 0)
        )

    return logits
