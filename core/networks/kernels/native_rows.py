"""The gradient of an embedding from its rows, by an operation of TensorFlow registered once for a process."""

from functools import cache
from pathlib import Path
from typing import Any

import tensorflow as tf
from llvmlite import ir

from core.networks.kernels.compiled import Source, machine_code, this_processor
from core.networks.kernels.program import embedding_rows
from core.networks.kernels.registry import invoke, known, lend_functions, register
from core.networks.kernels.rows_operation import INPUTS, OUTPUTS, write_rows_operation

Tensor = Any


@cache
def registered_rows(folder: Path | None = None) -> str:
    """Compile the operation and make it known to TensorFlow.

    Args:
        folder: Where machine code is kept.

    Returns:
        Its name there.

    Raises:
        AttributeError, RuntimeError: TensorFlow does not take it; or the processor has no vectors.
    """
    processor = this_processor()
    if processor is None:
        raise RuntimeError("no vectors")
    lend_functions()
    operation = Source(f"rows operation {processor}", lambda: _operation(processor.lanes))
    name = f"UnrolledRows{operation.digest[:12]}"
    if not known(name):
        engine = machine_code((embedding_rows(processor), operation), folder)
        register(name, engine.get_function_address("Rows"), INPUTS, OUTPUTS)
    return name


def _operation(lanes: int) -> ir.Module:
    module = ir.Module("rows_operation")
    write_rows_operation(module, "Rows", lanes)
    return module


def added_up(name: str, gradient: Any, embedding: Tensor, factor: Tensor) -> tuple[Tensor, Tensor]:
    """The sum of each word's rows, and the factor times how much more the sum of their squares is.

    Args:
        gradient: `tf.IndexedSlices` at the embedding (words, columns).

    Returns:
        Both (words, columns): what is larger than the square of the sum comes second.
    """
    words = tf.cast(tf.reshape(gradient.indices, [-1]), tf.int32)
    embedding = tf.convert_to_tensor(embedding)
    rows = tf.reshape(gradient.values, [-1, embedding.shape[-1]])
    total, excess = invoke(name, INPUTS, OUTPUTS, [rows, words, embedding, tf.reshape(factor, [1])])
    return tf.ensure_shape(total, embedding.shape), tf.ensure_shape(excess, embedding.shape)
