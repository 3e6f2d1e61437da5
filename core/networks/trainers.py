"""One pass over the data, as each of Keras' backends does it best.

A trainer keeps its network and what was compiled for it, and serves runs of one shape, one after another.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.data.windows import Windows

STRETCH = 1024  # windows answered at once


@dataclass(frozen=True)
class Evaluation:
    """How a network does on what it is not trained on."""

    loss: float  # with the penalty on weights
    accuracy: float | None = None  # where answers are classes


class Trainer(Protocol):
    """Trains and answers with a compiled network."""

    network: keras.Model
    batch: int  # windows per weight update

    def start_from(self, fresh: keras.Model) -> None:
        """Take over the weights, seeds and optimizer of a compiled network of the same shape."""

    def order(self, x: Any, drawn: Ints, random: np.random.Generator) -> Ints:
        """The order in which an epoch takes its examples, from one that was drawn."""

    def load(self, x: Any, y: Any) -> Any:
        """Put examples and their answers where they are trained on, once for all epochs."""

    def train(self, data: Any, order: Ints) -> Floats:
        """Update the weights with examples in the given order, a multiple of the batch; each batch's loss."""

    def evaluate(self, data: Any) -> Evaluation:
        """How the network does on examples that are not trained on."""

    def predict(self, x: Any) -> Floats:
        """What the network answers, shape (n, outputs), float64."""

    def state(self) -> list[Any]:
        """A copy of all that training changes: weights, seeds and the optimizer's memory."""

    def restore(self, state: list[Any]) -> None:
        """Go on from such a copy."""


def pour(fresh: keras.Model, into: keras.Model) -> None:
    """Copy every variable of a compiled network, its optimizer's included."""
    fresh.optimizer.build(fresh.trainable_variables)
    for old, new in zip(into.variables, fresh.variables, strict=True):
        old.assign(new)
    for old, new in zip(into.optimizer.variables, fresh.optimizer.variables, strict=True):
        old.assign(new)


def variables_of(network: keras.Model) -> list[Any]:
    """All that training changes."""
    return [*network.variables, *network.optimizer.variables]


class Copied:
    """Copies a network's state variable by variable."""

    network: keras.Model

    def state(self) -> list[Any]:
        return [np.array(keras.ops.convert_to_numpy(one)) for one in variables_of(self.network)]

    def restore(self, state: list[Any]) -> None:
        for variable, value in zip(variables_of(self.network), state, strict=True):
            variable.assign(value)


class BatchTrainer(Copied):
    """Keras' own steps, one Python call per batch: for every backend but TensorFlow."""

    def __init__(self, network: keras.Model, batch: int) -> None:
        self.network, self.batch = network, batch
        network.optimizer.build(network.trainable_variables)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Windows, drawn: Ints, random: np.random.Generator) -> Ints:
        return drawn

    def load(self, x: Windows, y: Floats) -> Any:
        return x, single(y)

    def train(self, data: Any, order: Ints) -> Floats:
        x, y = data
        losses = []
        for start in range(0, len(order), self.batch):
            taken = order[start : start + self.batch]
            cut = x.some(taken).cut()  # (batch, lookback, columns)
            self.network.reset_metrics()  # Keras would tell the mean over all batches so far
            logs = self.network.train_on_batch(single(cut), y[taken], return_dict=True)
            losses.append(float(logs["loss"]))
        return np.array(losses)

    def evaluate(self, data: Any) -> Evaluation:
        x, y = data
        predictions = keras.ops.convert_to_tensor(single(self.predict(x)))  # (windows, outputs)
        loss = self.network.compute_loss(None, keras.ops.convert_to_tensor(y), predictions)
        return Evaluation(float(keras.ops.convert_to_numpy(loss)))

    def predict(self, x: Windows) -> Floats:
        predictions = [np.empty((0, self.network.output_shape[-1]))]
        for start in range(0, len(x), STRETCH):
            some = x.some(slice(start, start + STRETCH))
            predictions.append(
                np.asarray(self.network.predict_on_batch(single(some.cut())), dtype=np.float64)
            )
        return np.concatenate(predictions)  # (windows, outputs)


def single(values: Floats) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """float32, as the networks compute."""
    return np.ascontiguousarray(values, dtype=np.float32)
