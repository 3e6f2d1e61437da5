"""From labelled series to the numbers that networks read, and the blocks they are trained and judged on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Floats, Ints, Padded
from core.data.labelled.dataset import LabelledSeries, padded
from core.evaluate.shapes import Shapes
from core.tasks.classify.spec import ClassifySpec
from core.text.splits import Shares, split

FLAT = 1e-8  # deviation below which a column is only centred
FEWEST_STEPS = 2  # that are left where neighbouring ones are averaged


@dataclass(frozen=True)
class Scale:
    """How values are scaled: by figures of the training series, or each series for itself."""

    mean: Floats  # (columns,)
    deviation: Floats
    together: int  # neighbouring steps that are averaged
    alone: bool

    def of(self, values: Floats) -> Floats:
        """One series as networks read it, (steps, columns)."""
        read = averaged(values, self.together)
        mean, deviation = (read.mean(axis=0), read.std(axis=0)) if self.alone else (self.mean, self.deviation)
        scaled: Floats = (read - mean) / np.where(deviation > FLAT, deviation, 1.0)
        return scaled


@dataclass(frozen=True, eq=False)
class PreparedSeries:
    """Labelled series, ready to be trained on."""

    data: LabelledSeries
    task: ClassifySpec
    scale: Scale
    read: Padded  # all series, scaled
    blocks: dict[str, Ints]  # train, validation, calibration, test: row numbers

    def block(self, name: str) -> tuple[Padded, Ints]:
        """Series and classes of one block."""
        rows = self.blocks[name]
        return self.read.take(rows), self.data.labels[rows]

    @property
    def shapes(self) -> Shapes:
        """What simple methods are fitted on."""
        return Shapes(*self.block("train"), *self.block("validation"), len(self.data.classes))

    @cached_property
    def class_weights(self) -> Floats:
        """1 for each class, or what lets each count equally in training."""
        counts = np.bincount(self.block("train")[1], minlength=len(self.data.classes))
        if not self.task.class_weights:
            return np.ones(len(counts))
        return np.asarray(counts.sum() / (len(counts) * np.maximum(counts, 1)))


def prepare_series(data: LabelledSeries, task: ClassifySpec) -> PreparedSeries:
    """Split, and scale by what the training series are like."""
    rows, series = blocks(data, task), list(data.each())
    scale = scale_of([series[row] for row in rows["train"]], task)
    return PreparedSeries(data, task, scale, padded([scale.of(one) for one in series]), rows)


def blocks(data: LabelledSeries, task: ClassifySpec) -> dict[str, Ints]:
    """Rows of each block, drawn of each class for itself."""
    return split(
        data.labels, data.test, Shares(task.validation_share, task.calibration_share, task.test_share)
    )


def scale_of(train: Sequence[Floats], task: ClassifySpec) -> Scale:
    """What the training series say about how to read all of them."""
    together = max(1, -(-max(map(len, train)) // task.most_steps))
    values = np.concatenate([averaged(one, together) for one in train])
    return Scale(values.mean(axis=0), values.std(axis=0), together, task.normalize)


def averaged(values: Floats, together: int) -> Floats:
    """The means of so many neighbouring steps each; the last ones may be of fewer. At least two are left."""
    if together == 1:
        return values
    parts = np.array_split(values, max(FEWEST_STEPS, -(-len(values) // together)))
    return np.stack([part.mean(axis=0) for part in parts])


def prints_of(data: LabelledSeries, rows: Ints) -> "np.ndarray":
    """A number per series, uint64, that depends on its values alone."""
    series = list(data.each())
    each = (hashlib.blake2b(series[row].astype("<f8").tobytes(), digest_size=8).digest() for row in rows)
    return np.frombuffer(b"".join(each), dtype=">u8").astype(np.uint64)
