"""A trainer that cuts the windows of many series stretch by stretch, and is judged on the original scale."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.evaluate import known
from core.networks.trainers import STRETCH, Copied, Evaluation, pour
from core.tasks.panel.network_windows import NetworkWindows
from core.tasks.panel.windows import Cut


class PanelTrainer(Copied):
    """Serves runs of one shape, one after another."""

    def __init__(self, network: keras.Model, batch: int, *, squared: bool) -> None:
        self.network, self.batch, self.squared = network, batch, squared
        network.optimizer.build(network.trainable_variables)
        self._train, self._answers = compiled_loops(network, batch)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: NetworkWindows, drawn: Ints, random: np.random.Generator) -> Ints:
        return drawn

    def load(self, x: NetworkWindows, y: Floats) -> Any:
        """Nothing is copied.

        Args:
            y: The unit of each series' errors, (series,), NaN where there is none.
        """
        return x, y

    def train(self, data: Any, order: Ints) -> Floats:
        cut = data[0].some(order).cut()
        return np.asarray(self._train(*_inputs(cut), cut.answers), dtype=np.float64)

    def evaluate(self, data: Any) -> Evaluation:
        """The mean error in units of each series' own seasonal naive error, over series that have one."""
        windows, scales = data
        missed = np.abs(self.predict(windows) - windows.truth) / windows.units(scales)
        return Evaluation(float(known.mean(missed**2) ** 0.5 if self.squared else known.mean(missed)))

    def predict(self, x: NetworkWindows) -> Floats:
        """Forecasts on the original scale, (n, answers)."""
        found = np.empty((len(x), self.network.output_shape[-1]))
        for start in range(0, len(x), STRETCH):
            some = x.some(slice(start, start + STRETCH))
            cut = some.cut()
            told = np.asarray(self._answers(*_inputs(cut)), dtype=np.float64)
            found[start : start + STRETCH] = some.restored(cut, told)
        return found


def _inputs(cut: Cut) -> tuple[Any, ...]:
    return cut.sequence, cut.beside, cut.ahead


def compiled_loops(network: keras.Model, batch: int) -> tuple[Any, Any]:
    """Functions for the updates of a stretch of batches, and for its answers, as the backend does it best."""
    if keras.backend.backend() != "tensorflow":
        return _by_keras(network, batch), lambda *inputs: network.predict_on_batch(list(inputs))
    import tensorflow as tf

    from core.networks.updates import update

    shapes = [one.shape[1:] for one in network.inputs]
    given = [tf.TensorSpec([None, *shape], tf.float32) for shape in shapes]
    wanted = tf.TensorSpec([None, network.output_shape[-1]], tf.float32)

    @tf.function(input_signature=[*given, wanted], autograph=False)
    def train(sequence: Any, beside: Any, ahead: Any, answers: Any) -> Any:
        count = tf.shape(answers)[0] // batch

        def body(i: Any, losses: Any) -> tuple[Any, Any]:
            x = [
                tf.ensure_shape(one[i * batch : (i + 1) * batch], [batch, *shape])
                for one, shape in zip((sequence, beside, ahead), shapes, strict=True)
            ]
            y = answers[i * batch : (i + 1) * batch]
            with tf.GradientTape() as tape:
                loss = network.compute_loss(x, y, network(x, training=True))
            slopes = tape.gradient(loss, [variable.value for variable in network.trainable_variables])
            update(network, slopes)
            return i + 1, losses.write(i, loss)

        losses = tf.TensorArray(tf.float32, size=count, element_shape=[])
        _, losses = tf.while_loop(lambda i, _: i < count, body, (0, losses), parallel_iterations=1)
        return losses.stack()  # (batches,)

    @tf.function(input_signature=given, autograph=False)
    def answers(sequence: Any, beside: Any, ahead: Any) -> Any:
        return network([sequence, beside, ahead], training=False)  # (windows, horizon)

    return train, answers


def _by_keras(network: keras.Model, batch: int) -> Any:
    def train(*given: Any) -> list[float]:
        losses = []
        for start in range(0, len(given[-1]), batch):
            *x, y = (one[start : start + batch] for one in given)
            network.reset_metrics()
            losses.append(float(network.train_on_batch(x, y, return_dict=True)["loss"]))
        return losses

    return train
