"""A network that tells a tag for every word, and a trainer to train it."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any

import keras

from core.cells import CELLS, Cell
from core.networks.build import SEEDS_PER_RUN, both_ways, compiled, recurrent
from core.networks.cached import compiled_in, kept
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.sentiment.embedding_start import begin_with_vectors
from core.tasks.tag.field import FIELD, ChainField, FieldLoss
from core.tasks.tag.prepare import LETTERS_READ as LETTERS
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.trainer import TagTrainer
from core.tasks.tag.words import OneWord, WordsAndLetters
from core.text.vectors import WordVectors
from core.text.vocabulary import SPECIAL, Vocabulary


@dataclass(frozen=True)
class TagShape:
    """What a network that tags looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: TagSpec
    units: int
    words: int  # numbers that they may have
    letters: int  # different ones that are known
    names: tuple[str, ...]  # of the tags
    spans: bool  # whether they are BIO
    asked: bool = False  # it answers questions: a field tells what it thinks of each word
    place: int | None = None  # of the one word that is told of; None: of all

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        one = self.place is not None
        network = words_to_tags(self, kernel, seed, training.l2)
        if self.task.crf and not self.asked:
            return compiled(network, training, FieldLoss(network.get_layer(FIELD)))
        loss = keras.losses.CategoricalCrossentropy if one else keras.losses.SparseCategoricalCrossentropy
        return compiled(network, training, loss(from_logits=True))


def words_to_tags(shape: TagShape, kernel: str, seed: int, l2: float = 0.0) -> keras.Model:
    """Words and letters, recurrent layers, one dense layer for all steps.

    Returns:
        A model from numbers (batch, time, 1 + letters), as `core.tasks.tag.prepare.Reader` gives them, to
        logits (batch, time, tags), or (batch, tags) of one word.
    """
    cell, model, task, seeds = CELLS[shape.cell], shape.model, shape.task, count(SEEDS_PER_RUN * seed)
    how: dict[str, Any] = {"kernel": kernel, "l2": l2, "seeds": seeds}
    read = keras.Input((None, 1 + (LETTERS if task.letter_units else 0)), dtype="int32")
    states = WordsAndLetters(
        shape.words, task.embedding,
        letters=shape.letters + SPECIAL if task.letter_units else 0, letter_width=task.letter_embedding,
        spelling=partial(_spelling, cell, model, task, how), silenced=task.word_dropout, seeds=seeds,
        name="embedding",
    )(read)  # fmt: skip
    states = keras.layers.SpatialDropout1D(task.spatial_dropout, seed=next(seeds))(states)
    for _ in range(model.layers):
        layer = recurrent(cell, model, units=shape.units, every_step=True, **how)
        if model.bidirectional:
            backwards = recurrent(cell, model, units=shape.units, every_step=True, backwards=True, **how)
            layer = both_ways(layer, backwards)
        states = layer(states)
    states = keras.layers.Dropout(task.output_dropout, seed=next(seeds))(states)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    told = keras.layers.Dense(len(shape.names), kernel_initializer=glorot, name="tags")(states)
    if task.crf:
        bound = shape.names if shape.spans else ()
        told = ChainField(bound, marginals=shape.asked, name=FIELD)(told)
    if shape.place is not None:
        told = OneWord(shape.place, name="one_word")(told)
    return keras.Model(read, told)


def _spelling(cell: Cell, model: ModelSpec, task: TagSpec, how: dict[str, Any]) -> keras.layers.Layer:
    """A layer of the same cell over letters, both ways: its last states."""
    plain = replace(model, dropout=0.0)
    given = how | {"units": task.letter_units, "every_step": False}
    return both_ways(recurrent(cell, plain, **given), recurrent(cell, plain, backwards=True, **given))


def tag_trainer(
    cell: str, spec: ExperimentSpec, *, words: int, letters: int, names: tuple[str, ...], spans: bool,
    units: int, kernel: str, seed: int, batch: int, vectors: WordVectors | None = None,
    vocabulary: Vocabulary | None = None,
) -> TagTrainer:  # fmt: skip
    """A trainer whose network begins with the weights of a seed, and with vectors of the vocabulary's words.

    Raises:
        UserError: `vectors_differ` if the vectors do not fit the embedding.
    """
    shape = TagShape(cell, spec.model, spec.of(TagSpec), units, words, letters, names, spans)
    fresh = shape.network(spec.training, kernel, seed)
    key = (shape, compiled_in(spec.training), kernel, batch)
    trainer = kept(key, fresh, lambda: TagTrainer(fresh, batch))
    assert isinstance(trainer, TagTrainer)
    if vectors is not None and vocabulary is not None:
        begin_with_vectors(trainer.network, vectors, vocabulary)
    return trainer
