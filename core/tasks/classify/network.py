"""A classifier of whole series: what it looks like, and a trainer to train it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import keras
import numpy as np

from core.arrays import Padded
from core.cells import CELLS, Cell
from core.networks.build import SEEDS_PER_RUN, both_ways, compiled, recurrent
from core.networks.cached import compiled_in, kept
from core.networks.padded_trainer import PaddedTrainer, widths
from core.networks.pooling import AttentionPooling, MaxPooling, MeanPooling
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.classify.prepare import PreparedSeries
from core.tasks.classify.spec import ClassifySpec


@keras.saving.register_keras_serializable("unrolled")
class Present(keras.layers.Layer):
    """Takes off the last column, which is 1 at steps of the series and 0 behind its end, as the mask."""

    def call(self, series: Any) -> Any:
        return series[..., :-1]

    def compute_mask(self, series: Any, mask: Any = None) -> Any:
        return series[..., -1] > 0

    def compute_output_shape(self, shape: Any) -> Any:
        return (*shape[:-1], shape[-1] - 1)


@dataclass(frozen=True)
class SeriesShape:
    """What a classifier of series looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: ClassifySpec
    units: int
    columns: int
    classes: int

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled classifier with the first weights of a seed."""
        loss = keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=self.task.label_smoothing
        )
        how: dict[str, Any] = {"units": self.units, "kernel": kernel, "l2": training.l2, "seed": seed}
        return compiled(
            series_to_class(CELLS[self.cell], self.model, self.task, self.columns, self.classes, **how),
            training,
            loss,
        )


def series_to_class(
    cell: Cell, model: ModelSpec, task: ClassifySpec, columns: int, classes: int,
    *, units: int, kernel: str, seed: int, l2: float = 0.0,
) -> keras.Model:  # fmt: skip
    """Recurrent layers, pooling over time, a dense layer.

    Returns:
        A model from (batch, time, columns + 1), the last one as `Present` wants it, to logits
        (batch, classes).
    """
    seeds, inputs = count(SEEDS_PER_RUN * seed), keras.Input((None, columns + 1))
    states = Present(name="present")(inputs)
    for depth in range(model.layers):
        how: dict[str, Any] = {"units": units, "kernel": kernel, "l2": l2, "reads_data": depth == 0}
        how["every_step"] = depth < model.layers - 1 or task.pooling != "last"
        layer = recurrent(cell, model, seeds=seeds, **how)
        if model.bidirectional:
            layer = both_ways(layer, recurrent(cell, model, seeds=seeds, backwards=True, **how))
        states = layer(states)  # (batch, time, units), or (batch, units)
    if task.pooling == "attention":
        states = AttentionPooling(seed=next(seeds), name="pooling")(states)
    elif task.pooling != "last":
        pooling: Any = {"mean": MeanPooling, "max": MaxPooling}[task.pooling]
        states = pooling(name="pooling")(states)
    states = keras.layers.Dropout(task.output_dropout, seed=next(seeds))(states)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    return keras.Model(inputs, keras.layers.Dense(classes, kernel_initializer=glorot)(states))


def with_presence(series: Padded) -> Padded:
    """Series as a network takes them: behind their columns one that says where they are."""
    present = np.arange(series.shape[1])[None] < series.lengths[:, None]
    table = np.concatenate([series.table, present[..., None]], axis=2)
    return Padded(table.astype(np.float32), series.lengths)


def classifier(
    cell: str, spec: ExperimentSpec, ready: PreparedSeries, *, units: int, kernel: str, seed: int
) -> PaddedTrainer:
    """A trainer whose network begins with the weights of a seed."""
    series, _ = ready.block("train")
    columns, classes = len(ready.data.columns), len(ready.data.classes)
    shape = SeriesShape(cell, spec.model, spec.of(ClassifySpec), units, columns, classes)
    fresh, weights = shape.network(spec.training, kernel, seed), ready.class_weights
    batch = spec.training.batch_size(len(series))
    key = (shape, compiled_in(spec.training), kernel, batch, widths(series.lengths), tuple(weights))
    trainer = kept(key, fresh, lambda: PaddedTrainer(fresh, batch, series.lengths, weights))
    assert isinstance(trainer, PaddedTrainer)
    return trainer
