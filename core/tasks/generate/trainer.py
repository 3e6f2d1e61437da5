"""Training on parallel streams of one text: states go on from window to window, gradients do not.

The rows of a batch are streams that begin at equal distances in the text. Update after update each reads its
next window with the states that it ended the last one with (truncated backpropagation through time). Each
epoch begins at another place of the text, which goes on at its beginning where it ends.
"""

import math
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.networks.trainers import Copied, Evaluation, pour

BITS = 1 / math.log(2)  # in a nat


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of a text that is trained on or judged; what stands before it may be read."""

    numbers: Ints  # of the whole text
    start: int
    end: int
    window: int

    def __len__(self) -> int:
        """Windows, each with the character that follows it."""
        return max(1, (self.end - self.start - 1) // self.window)


class StreamTrainer(Copied):
    """Trains and judges a network that hands its states on.

    Args:
        batch: Streams side by side.
        window: Characters between two updates.
    """

    def __init__(self, network: keras.Model, batch: int, window: int) -> None:
        self.network, self.batch, self.window = network, batch, window
        network.optimizer.build(network.trainable_variables)

    def start_from(self, fresh: keras.Model) -> None:
        pour(fresh, self.network)

    def order(self, x: Stretch, drawn: Ints, random: np.random.Generator) -> Ints:
        """Where each window of an epoch begins: update by update, stream by stream."""
        letters, updates = x.end - x.start, len(drawn) // self.batch
        begin = random.integers(letters) + np.arange(self.batch) * (letters // self.batch)
        at: Ints = (begin + self.window * np.arange(updates)[:, None]) % letters  # (updates, batch)
        return at.ravel()

    def load(self, x: Stretch, y: None) -> Any:
        return x

    def train(self, data: Stretch, order: Ints) -> Floats:
        raise NotImplementedError

    def surprises(self, data: Stretch) -> Floats:
        """Bits that each character of a stretch costs, (letters,), told from at least a window before it."""
        raise NotImplementedError

    def evaluate(self, data: Stretch) -> Evaluation:
        return Evaluation(float(self.surprises(data).mean()))

    def predict(self, x: Stretch) -> Floats:
        return self.surprises(x)

    def places(self, data: Stretch) -> tuple[Ints, int]:
        """Where each stream begins to read so as to judge a stretch, and how many windows it reads.

        Each judges an equal share, and reads the window before it first.
        """
        share = -(-(data.end - data.start) // self.batch)
        begin = data.start - self.window + share * np.arange(self.batch)
        return begin, -(-share // self.window) + 1

    def shared(self, bits: Floats, data: Stretch) -> Floats:
        """Of what was read, (batch, characters read), that which each stream judges, in the text's order."""
        share = -(-(data.end - data.start) // self.batch)
        judged = bits[:, self.window - 1 : self.window - 1 + share]
        return judged.reshape(-1)[: data.end - data.start]


class StreamsByKeras(StreamTrainer):
    """With Keras' own steps, for every backend but TensorFlow."""

    def __init__(self, network: keras.Model, batch: int, window: int) -> None:
        super().__init__(network, batch, window)
        self.answers = keras.Model(network.inputs, network.outputs[0])
        self.answers.compile(optimizer=network.optimizer, loss=network.loss)
        self.states, self.last = self._rest(), np.full(batch, -1)

    def train(self, data: Stretch, order: Ints) -> Floats:
        letters, losses = data.end - data.start, []
        for at in order.reshape(-1, self.batch):
            goes_on = (at == (self.last + self.window) % letters)[:, None]
            states = [np.where(goes_on, one, 0).astype("float32") for one in self.states]
            read = data.numbers[data.start + (at[:, None] + np.arange(self.window + 1)) % letters]
            given = [read[:, :-1].astype("int32"), *states]
            _, *self.states = self.network.predict_on_batch(given)
            self.last = at
            self.answers.reset_metrics()
            logs = self.answers.train_on_batch(given, read[:, 1:] - 1, return_dict=True)
            losses.append(float(logs["loss"]) * BITS)
        return np.array(losses)

    def surprises(self, data: Stretch) -> Floats:
        begin, windows = self.places(data)
        states, found = self._rest(), []
        for window in range(windows):
            at = begin[:, None] + window * self.window + np.arange(self.window + 1)
            read = data.numbers[np.minimum(at, len(data.numbers) - 1)]
            logits, *states = self.network.predict_on_batch([read[:, :-1].astype("int32"), *states])
            truth = keras.ops.convert_to_tensor(read[:, 1:] - 1)
            nats = keras.losses.sparse_categorical_crossentropy(
                truth, keras.ops.convert_to_tensor(logits), from_logits=True
            )
            found.append(np.asarray(keras.ops.convert_to_numpy(nats), dtype=float) * BITS)
        return self.shared(np.concatenate(found, axis=1), data)

    def _rest(self) -> list[Any]:
        return [np.zeros((self.batch, one.shape[-1]), "float32") for one in self.network.inputs[1:]]
