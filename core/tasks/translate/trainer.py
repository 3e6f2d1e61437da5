"""The trainer over pairs: batches of similar lengths, padded to a few; words that the network told itself."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.networks.cached import compiled_in, kept
from core.networks.trainers import Copied, Evaluation, pour
from core.specs import ExperimentSpec
from core.tasks.translate.network import ENDS, TranslatorShape
from core.tasks.translate.prepare import POOL, STEPS, PreparedPairs, Rows
from core.tasks.translate.spec import TranslateSpec


class PairTrainer(Copied):
    """Trains and judges a compiled encoder-decoder; keeps what was traced and compiled for it.

    Args:
        step: Lengths are padded to multiples of it.
        sampled: Share of the words before that are those the network tells itself, from the true words
            before them (scheduled sampling, Bengio et al. 2015, all steps at once: Duckworth et al. 2019).
    """

    def __init__(self, network: keras.Model, batch: int, step: int = 1, sampled: float = 0.0) -> None:
        self.network, self.batch, self.step, self.sampled = network, batch, step, sampled
        network.optimizer.build(network.trainable_variables)
        self._step, self._told, self._cost = compiled_steps(network, batch)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Rows, drawn: Ints, random: np.random.Generator) -> Ints:
        """Sort pools of pairs by their lengths and draw the order of their batches."""
        (source, target), batches = x.lengths, []
        for start in range(0, len(drawn), POOL * self.batch):
            pool = drawn[start : start + POOL * self.batch]
            pool = pool[np.lexsort((source[pool], target[pool]))].reshape(-1, self.batch)
            batches.append(random.permutation(pool).ravel())
        return np.concatenate(batches)

    def load(self, x: Rows, y: None) -> Rows:
        return x

    def train(self, data: Rows, order: Ints) -> Floats:
        losses = []
        for rows in order.reshape(-1, self.batch):
            source, before, truth = given(data, rows, self.step)
            if self.sampled:
                before = self._mixed(source, before, rows)
            losses.append(self._step(source, before, truth))
        return np.array([float(loss) for loss in losses])  # (batches,)

    def evaluate(self, data: Rows) -> Evaluation:
        """Nats per word, with the true words before it."""
        nats = self.nats(data)
        return Evaluation(float(nats.sum() / data.lengths[1].sum()))

    def predict(self, x: Rows) -> Floats:
        return self.nats(x)

    def nats(self, x: Rows) -> Floats:
        """What each translation costs, its end included, (pairs,)."""
        order = np.lexsort((x.lengths[0], x.lengths[1]))
        found = np.empty(len(x))
        for start in range(0, len(order), self.batch):
            rows = order[start : start + self.batch]
            filled = np.concatenate([rows, np.repeat(rows[-1:], self.batch - len(rows))])  # (batch,)
            found[rows] = np.asarray(self._cost(*given(x, filled, self.step)), dtype=np.float64)[: len(rows)]
        return found

    def _mixed(self, source: Ints, before: Ints, rows: Ints) -> Ints:
        """The words before, some of them as the network tells them; the drawing hangs on batch and update."""
        update = int(self.network.optimizer.iterations)
        random = np.random.default_rng([update, *rows[:4].tolist()])
        told = np.asarray(self._told(source, before))  # (batch, steps)
        mixed = before.copy()
        chosen = (random.random(before.shape) < self.sampled)[:, 1:] & (before[:, 1:] != 0)
        mixed[:, 1:][chosen] = told[:, :-1][chosen]
        return mixed


def given(data: Rows, rows: Ints, step: int = 1) -> tuple[Ints, Ints, Ints]:
    """Of a batch: what is read, the words before (the end before the first one), and the truth."""
    source, truth = (_cut(side[rows], step) for side in (data.source, data.target))
    end = truth.max()  # the highest number of all, which every translation ends with
    before = np.concatenate([np.full((len(rows), 1), end, dtype=truth.dtype), truth[:, :-1]], axis=1)
    before[before == end] = 0
    before[:, 0] = end
    return source, before, truth


def _cut(table: Ints, step: int) -> Ints:
    """Without the columns behind all ends, padded to a multiple of a length."""
    longest = int((table != 0).sum(axis=1).max())
    width = -(-longest // step) * step
    table = table[:, :width]
    return np.pad(table, [(0, 0), (0, width - table.shape[1])])


def translator_trainer(
    cell: str, spec: ExperimentSpec, ready: PreparedPairs, *, units: int, batch: int, kernel: str, seed: int
) -> PairTrainer:
    """A trainer whose network begins with the weights of a seed."""
    task = spec.of(TranslateSpec)
    shape = TranslatorShape(cell, spec.model, task, units, len(ready.source), len(ready.target) + ENDS)
    fresh = shape.network(spec.training, kernel, seed)
    key = (shape, compiled_in(spec.training), kernel, batch)
    trainer = kept(
        key, fresh, lambda: PairTrainer(fresh, batch, STEPS.get(kernel, 1), task.scheduled_sampling)
    )
    assert isinstance(trainer, PairTrainer)
    return trainer


def compiled_steps(network: keras.Model, batch: int) -> tuple[Any, Any, Any]:
    """Functions for one update, for the likeliest words, and for the cost of each translation."""
    if keras.backend.backend() != "tensorflow":
        return _by_keras(network)
    import tensorflow as tf

    from core.networks.updates import update

    numbers = tf.TensorSpec([batch, None], tf.int32)

    @tf.function(input_signature=[numbers] * 3, autograph=False)
    def step(source: Any, before: Any, truth: Any) -> Any:
        with tf.GradientTape() as tape:
            logits = network([source, before], training=True)
            loss = network.compute_loss(source, truth, logits)
        slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
        update(network, slopes)
        return loss

    @tf.function(input_signature=[numbers] * 2, autograph=False)
    def told(source: Any, before: Any) -> Any:
        return likeliest(network([source, before], training=False))

    @tf.function(input_signature=[numbers] * 3, autograph=False)
    def cost(source: Any, before: Any, truth: Any) -> Any:
        return costs(network([source, before], training=False), truth)

    return step, told, cost


def likeliest(logits: Any) -> Any:
    """The likeliest word of each step that is a word, (batch, steps)."""
    words = keras.ops.argmax(logits[..., 2:-ENDS], axis=-1)
    return keras.ops.cast(words + 2, "int32")


def costs(logits: Any, truth: Any) -> Any:
    """Nats of each translation, (batch,)."""
    nats = keras.losses.sparse_categorical_crossentropy(truth, logits, from_logits=True)
    return keras.ops.sum(nats * keras.ops.cast(truth != 0, nats.dtype), axis=-1)


def _by_keras(network: keras.Model) -> tuple[Any, Any, Any]:
    def step(source: Any, before: Any, truth: Any) -> float:
        network.reset_metrics()
        return float(network.train_on_batch([source, before], truth, return_dict=True)["loss"])

    def told(source: Any, before: Any) -> Any:
        return likeliest(network.predict_on_batch([source, before]))

    def cost(source: Any, before: Any, truth: Any) -> Any:
        logits = network.predict_on_batch([source, before])
        return keras.ops.convert_to_numpy(costs(*map(keras.ops.convert_to_tensor, (logits, truth))))

    return step, told, cost
