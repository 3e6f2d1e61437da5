"""A classifier of prepared texts: what it looks like, and a trainer to train it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import keras

from core.arrays import Floats, Ints
from core.cells import CELLS, Cell
from core.networks.build import SEEDS_PER_RUN, both_ways, compiled, recurrent
from core.networks.cached import compiled_in, kept
from core.networks.padded_trainer import PaddedTrainer, widths
from core.networks.pooling import AttentionPooling, MaxPooling, MeanPooling
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.sentiment.embedding_start import begin_with_ratios, begin_with_vectors
from core.tasks.sentiment.pairs import PairEmbedding
from core.tasks.sentiment.prepare import PreparedTexts
from core.tasks.sentiment.spec import SentimentSpec
from core.text.ratios import columns
from core.text.vectors import WordVectors


@dataclass(frozen=True)
class TextShape:
    """What a classifier of texts looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: SentimentSpec
    units: int
    words: int
    classes: int

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled classifier with the first weights of a seed."""
        loss = keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=self.task.label_smoothing
        )
        return compiled(
            many_to_class(
                CELLS[self.cell],
                self.model,
                self.task,
                units=self.units,
                words=self.words,
                classes=self.classes,
                kernel=kernel,
                seed=seed,
                l2=training.l2,
            ),
            training,
            loss,
        )


def many_to_class(
    cell: Cell,
    model: ModelSpec,
    task: SentimentSpec,
    *,
    units: int,
    words: int,
    classes: int,
    kernel: str,
    seed: int,
    l2: float = 0.0,
) -> keras.Model:
    """Embedding, recurrent layers, pooling over time, a dense layer.

    Args:
        words: Numbers that words may have, padding and unknown included.
        kernel: "fast", "cudnn" or "standard".

    Returns:
        A model from numbers of words (batch, time), 0 after the end, to logits (batch, classes).
    """
    seeds = count(SEEDS_PER_RUN * seed)
    inputs = keras.Input((None,), dtype="int32")
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    settings: dict[str, Any] = {"embeddings_initializer": uniform, "mask_zero": True, "name": "embedding"}
    if task.pairs:
        states = PairEmbedding(words, task.embedding, columns=columns(classes), **settings)(inputs)
    else:
        states = keras.layers.Embedding(words, task.embedding, **settings)(inputs)
    if task.word_dropout:  # whole words (Iyyer et al. 2015); without it no seed is drawn, as of old
        a_word = (None, None, 1)
        states = keras.layers.Dropout(task.word_dropout, noise_shape=a_word, seed=next(seeds))(states)
    states = keras.layers.SpatialDropout1D(task.spatial_dropout, seed=next(seeds))(states)
    for depth in range(model.layers):
        settings = {
            "units": units,
            "kernel": kernel,
            "l2": l2,
            "every_step": depth < model.layers - 1 or task.pooling != "last",
        }
        layer = recurrent(cell, model, seeds=seeds, **settings)
        if model.bidirectional:
            layer = both_ways(layer, recurrent(cell, model, seeds=seeds, backwards=True, **settings))
        states = layer(states)  # (batch, time, units), or (batch, units)
    if task.pooling == "attention":
        states = AttentionPooling(seed=next(seeds), name="pooling")(states)
    elif task.pooling != "last":
        pooling: Any = {"mean": MeanPooling, "max": MaxPooling}[task.pooling]
        states = pooling(name="pooling")(states)
    states = keras.layers.Dropout(task.output_dropout, seed=next(seeds))(states)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    return keras.Model(inputs, keras.layers.Dense(classes, kernel_initializer=glorot)(states))


def cached_text_trainer(
    shape: TextShape,
    training: TrainingSpec,
    kernel: str,
    batch: int,
    seed: int,
    *,
    lengths: Ints,
    class_weights: Floats,
) -> PaddedTrainer:
    """As `cached_trainer`, for a classifier; see `PaddedTrainer` for lengths and weights of classes."""
    fresh = shape.network(training, kernel, seed)
    key = (shape, compiled_in(training), kernel, batch, widths(lengths), tuple(class_weights))
    trainer = kept(key, fresh, lambda: PaddedTrainer(fresh, batch, lengths, class_weights))
    assert isinstance(trainer, PaddedTrainer)
    return trainer


def classifier_trainer(
    cell: str,
    spec: ExperimentSpec,
    ready: PreparedTexts,
    *,
    units: int,
    kernel: str,
    seed: int,
    vectors: WordVectors | None = None,
) -> PaddedTrainer:
    """A trainer whose network begins with the weights of a seed, and its embedding with what the task says.

    Raises:
        UserError: `vectors_differ` if the vectors do not fit the embedding.
    """
    texts, _ = ready.block("train")
    classes = len(ready.data.classes)
    trainer = cached_text_trainer(
        TextShape(cell, spec.model, spec.of(SentimentSpec), units, len(ready.vocabulary), classes),
        spec.training,
        kernel,
        spec.training.batch_size(len(texts)),
        seed,
        lengths=texts.lengths,
        class_weights=ready.class_weights,
    )
    if vectors is not None:
        begin_with_vectors(trainer.network, vectors, ready.vocabulary)
    elif spec.of(SentimentSpec).ratios:
        begin_with_ratios(trainer.network, ready.class_ratios, ready.pair_ratios)
    return trainer
