"""A word of a translation that is asked about: what tells it, and what it rests on."""

from dataclasses import dataclass

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.cells import Cell
from core.inside.attribution import STEPS
from core.inside.gradients import Losses, Tensor, slopes
from core.inside.walk import BACKEND, NUMPY, Space, Walk
from core.tasks.loaded import Example
from core.tasks.translate.walk import walk_pair
from core.text.vocabulary import UNKNOWN

END = "</s>"  # behind the words of a translation


@dataclass(frozen=True)
class AskedWord(Example):
    """A sentence with a translation; `inputs` are the numbers of the words read, (1, words)."""

    before: Ints = None  # type: ignore[assignment]  # of each word told the number of the one before, (1, words)
    place: int = 0  # of the word among those that are told
    decoding: bool = False  # whether the words told are looked at, not those read

    @property
    def length(self) -> int:
        return int((self.before if self.decoding else self.inputs).shape[1])

    def walk(self, network: keras.Model, cell: Cell, space: Space = NUMPY) -> Walk:
        walked = walk_pair(network, self.inputs, self.before, cell, space)
        return Walk(walked.ways, walked.answer[:, self.place], walked.attention)

    def told(self, network: keras.Model) -> Floats:
        return self._answers(network, self.inputs)

    def losses(self, network: keras.Model, truth: Floats) -> Losses:
        word = keras.ops.convert_to_tensor(truth.argmax(axis=1)[:, None])  # (1, 1)
        return lambda answer: network.loss.call(word, answer[:, None])  # in double precision

    def contributions(self, network: keras.Model, cell: Cell, output: int) -> tuple[Floats, float]:
        """Of the words read: the path leads from embeddings of zero to theirs, the words before are given."""
        embedded = network.get_layer("embedding")(self.inputs)
        vectors = np.asarray(keras.ops.convert_to_numpy(embedded), dtype=np.float64)  # (1, words, width)

        def value(path: Tensor, space: Space = BACKEND) -> Tensor:
            source, before = (np.repeat(one, len(path), axis=0) for one in (self.inputs, self.before))
            walked = walk_pair(network, source, before, cell, space, path)
            return walked.answer[:, self.place, output]

        middles = (np.arange(STEPS) + 0.5) / STEPS
        slope = slopes(value, middles[:, None, None] * vectors).mean(axis=0)  # (words, width)
        found = (slope * vectors[0]).sum(axis=-1)
        start, end = value(np.concatenate([0 * vectors, vectors]), NUMPY)
        return found, abs(end - start - float(found.sum())) / max(abs(end - start), 1e-6)

    def taken_away(self, network: keras.Model, output: int) -> Floats:
        """How much the word's logit falls when one of the words read is made unknown, (words read,)."""
        copies = np.repeat(self.inputs, self.inputs.shape[1] + 1, axis=0)
        np.fill_diagonal(copies[1:], UNKNOWN)
        found = self._answers(network, copies)[:, output]
        return np.asarray(found[0] - found[1:])

    def _answers(self, network: keras.Model, source: Ints) -> Floats:
        before = np.repeat(self.before, len(source), axis=0)
        told = network([source, before], training=False)  # traced anew for each length, it would take longer
        return np.asarray(keras.ops.convert_to_numpy(told), dtype=float)[:, self.place]
