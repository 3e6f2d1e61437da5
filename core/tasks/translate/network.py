"""An encoder-decoder: it reads a sentence, and tells the next word of the translation at every step.

With Luong's attention, or none, the decoder's recurrent layers run over all steps at once while the words
before are given (teacher forcing), and attention follows them: there is no input feeding. Bahdanau's
attention stands before the decoder's step, which therefore is walked one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import keras

from core.cells import CELLS
from core.networks.build import SEEDS_PER_RUN, compiled, first_recurrent_weights, recurrent
from core.networks.encoder import encoded
from core.specs import ModelSpec, TrainingSpec
from core.tasks.translate.attention import AttendingLayer, LuongAttention
from core.tasks.translate.spec import TranslateSpec

ENDS = 1  # numbers behind the words of the target: the end, which also stands before the first word


@keras.saving.register_keras_serializable("unrolled")
class WordLoss(keras.losses.Loss):
    """Mean cross-entropy over all words of a batch, in nats; 0 in the truth is behind the end.

    Args:
        smoothing: Part of each word that is spread over all (Szegedy et al. 2016).
    """

    def __init__(self, smoothing: float = 0.0) -> None:
        super().__init__(reduction="sum")
        self.smoothing = smoothing

    def call(self, truth: Any, logits: Any) -> Any:
        """Shares of the mean, (batch, steps)."""
        keep = keras.ops.cast(truth != 0, logits.dtype)
        nats = keras.losses.sparse_categorical_crossentropy(truth, logits, from_logits=True)
        if self.smoothing:
            spread = keras.ops.logsumexp(logits, axis=-1) - keras.ops.mean(logits, axis=-1)
            nats = (1 - self.smoothing) * nats + self.smoothing * spread
        return nats * keep / keras.ops.maximum(keras.ops.sum(keep), 1.0)

    def get_config(self) -> dict[str, Any]:
        return {"smoothing": self.smoothing}


@dataclass(frozen=True)
class TranslatorShape:
    """What an encoder-decoder looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: TranslateSpec
    units: int
    sources: int  # numbers that it may read
    targets: int  # that it may tell, the end included

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        built = encoder_decoder(self, kernel=kernel, seed=seed, l2=training.l2)
        return compiled(built, training, WordLoss(self.task.label_smoothing))


def encoder_decoder(shape: TranslatorShape, *, kernel: str, seed: int, l2: float = 0.0) -> keras.Model:
    """Embeddings, an encoder both ways or one way, a decoder that begins with its states, attention, words.

    Returns:
        A model from numbers of words (batch, words read) and of the words before (batch, steps), 0 behind
        their ends, to logits (batch, steps, targets).
    """
    seeds = count(SEEDS_PER_RUN * seed)
    source, before = (keras.Input((None,), dtype="int32", name=name) for name in ("source", "before"))
    how: dict[str, Any] = {"units": shape.units, "kernel": kernel, "l2": l2}
    values = _embedded(shape, shape.sources, "embedding", seeds, mask=True)(source)
    read, states = encoded(CELLS[shape.cell], shape.model, values, seeds, **how)
    words = _embedded(shape, shape.targets, "embedding_target", seeds, mask=False)(before)
    hidden, context = _decoded(shape, words, read, source, states, how, seeds)
    if context is not None:
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        both = keras.layers.Concatenate(name="attended")([context, hidden])
        hidden = keras.layers.Dense(shape.units, "tanh", kernel_initializer=glorot, name="readout")(both)
    hidden = keras.layers.Dropout(shape.task.output_dropout, seed=next(seeds))(hidden)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    logits = keras.layers.Dense(shape.targets, kernel_initializer=glorot, name="words")(hidden)
    return keras.Model([source, before], logits)


def _embedded(
    shape: TranslatorShape, numbers: int, name: str, seeds: Iterator[int], *, mask: bool
) -> keras.layers.Layer:
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    return keras.layers.Embedding(
        numbers, shape.task.embedding, embeddings_initializer=uniform, mask_zero=mask, name=name
    )


def _decoded(
    shape: TranslatorShape,
    values: Any,
    read: Any,
    source: Any,
    states: list[list[Any]],
    how: dict[str, Any],
    seeds: Iterator[int],
) -> tuple[Any, Any]:
    """Hidden states of the last layer, and contexts where there is attention."""
    cell, task, context = CELLS[shape.cell], shape.task, None
    for depth in range(shape.model.layers):
        if depth == 0 and task.attention == "bahdanau":
            width = read.shape[-1]
            both = _attending(shape, how["l2"], seeds)(
                _silenced(shape, values, seeds), read, source, states[0]
            )
            values, context = both[..., :-width], both[..., -width:]
        else:
            layer = recurrent(cell, shape.model, seeds=seeds, every_step=True, **how)
            values = layer(values, initial_state=states[depth])
    if task.attention == "luong":
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        context = LuongAttention(glorot, name="attention")(values, read, source)
    return values, context


def _silenced(shape: TranslatorShape, values: Any, seeds: Iterator[int]) -> Any:
    """Dropout as in Keras' recurrent layers: of the same numbers at every step."""
    return keras.layers.Dropout(shape.model.dropout, noise_shape=(None, 1, None), seed=next(seeds))(values)


def _attending(shape: TranslatorShape, l2: float, seeds: Iterator[int]) -> AttendingLayer:
    model = shape.model
    return AttendingLayer(
        shape.cell,
        shape.units,
        model.activation,
        keras.initializers.GlorotUniform(seed=next(seeds)),
        first_recurrent_weights(model.recurrent_initializer, seeds),
        model.forget_bias,
        keras.regularizers.L2(l2) if l2 else None,
        name="attending",
    )
