"""A network that tells the next character or word at every step and hands its states on."""

from dataclasses import dataclass
from importlib import import_module
from itertools import count
from typing import Any

import keras

from core.cells import CELLS, Cell
from core.cells.steps import steps_of
from core.networks.build import SEEDS_PER_RUN, compiled, recurrent
from core.networks.cached import compiled_in, kept
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.trainer import StreamsByKeras, StreamTrainer
from core.text.vocabulary import UNKNOWN


class Tied(keras.layers.Layer):
    """Logits as products with the embedding of each character (Press & Wolf 2017; Inan et al. 2017)."""

    def __init__(self, embedding: keras.layers.Embedding, **named: Any) -> None:
        super().__init__(**named)
        self.weights_of = lambda: embedding.embeddings  # no weights of its own

    def call(self, values: Any) -> Any:
        return keras.ops.matmul(values, keras.ops.transpose(self.weights_of()[UNKNOWN:]))


@dataclass(frozen=True)
class LanguageShape:
    """What a network that writes on looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: GenerateSpec
    units: int
    characters: int  # or words, that it may answer with

    def network(self, training: TrainingSpec, kernel: str, seed: int, *, carried: bool = True) -> keras.Model:
        """A compiled network with the first weights of a seed; `carried` as in `language_model`."""
        built = language_model(
            CELLS[self.cell],
            self.model,
            self.task,
            units=self.units,
            characters=self.characters,
            kernel=kernel,
            seed=seed,
            l2=training.l2,
            carried=carried,
        )
        loss = keras.losses.SparseCategoricalCrossentropy if carried else keras.losses.CategoricalCrossentropy
        return compiled(built, training, loss(from_logits=True))


def language_model(
    cell: Cell,
    model: ModelSpec,
    task: GenerateSpec,
    *,
    units: int,
    characters: int,
    kernel: str,
    seed: int,
    l2: float = 0.0,
    carried: bool = True,
) -> keras.Model:
    """Embedding, recurrent layers, a dense layer on each step or on the last one; tied, where that is asked.

    Args:
        characters: Numbers that it answers with; those that it reads begin at 1.
        carried: It is given the states of all layers and returns them, with an answer at every step; else it
            begins with states of zero and answers at the last step. The weights are the same.

    Returns:
        A model from numbers (batch, time), and states (batch, units) each, to logits (batch, time,
        characters), and states; or from numbers to logits (batch, characters).
    """
    seeds = count(SEEDS_PER_RUN * seed)
    numbers = keras.Input((None,), dtype="int32")
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    embedding = keras.layers.Embedding(
        characters + UNKNOWN, task.embedding, embeddings_initializer=uniform, name="embedding"
    )
    values = embedding(numbers)
    before: list[Any] = []
    after: list[Any] = []
    for depth in range(model.layers):
        every_step = carried or depth < model.layers - 1
        layer = recurrent(cell, model, units=units, kernel=kernel, l2=l2, every_step=every_step, seeds=seeds)
        if not carried:
            values = layer(values)
            continue
        layer.return_state = True
        given = [keras.Input((units,)) for _ in steps_of(cell).STATES]
        values, *states = layer(values, initial_state=given)
        before, after = [*before, *given], [*after, *states]
    values = keras.layers.Dropout(task.output_dropout, seed=next(seeds))(values)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    wide = task.embedding if task.tied else characters
    logits = keras.layers.Dense(wide, kernel_initializer=glorot, name="answer")(values)
    if task.tied:
        logits = Tied(embedding, name="tied")(logits)
    return keras.Model([numbers, *before], [logits, *after]) if carried else keras.Model(numbers, logits)


def language_trainer(
    cell: str, spec: ExperimentSpec, characters: int, *, units: int, batch: int, kernel: str, seed: int
) -> StreamTrainer:
    """A trainer whose network begins with the weights of a seed."""
    task = spec.of(GenerateSpec)
    shape = LanguageShape(cell, spec.model, task, units, characters)
    fresh = shape.network(spec.training, kernel, seed)
    key = (shape, compiled_in(spec.training), kernel, batch)
    trainer = kept(key, fresh, lambda: stream_trainer(fresh, batch, task.window))
    assert isinstance(trainer, StreamTrainer)
    return trainer


def stream_trainer(network: keras.Model, batch: int, window: int) -> StreamTrainer:
    """The trainer for a compiled network on the backend in use."""
    if keras.backend.backend() != "tensorflow":
        return StreamsByKeras(network, batch, window)
    in_graph = import_module("core.tasks.generate.graph_trainer").StreamsInGraph
    made: StreamTrainer = in_graph(network, batch, window)
    return made
