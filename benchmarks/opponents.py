"""One training step of one library, measured in a process of its own; prints a line of JSON per measurement.

    python -m benchmarks.opponents LIBRARY THREADS SIZE

Libraries: ours, xla (our passes as XLA compiles them), keras, keras-xla, torch, jax. Sizes: 0 to 3 of
`SIZES`, or texts. Each measurement trains the same network: one recurrent layer that reads one column, a
dense layer with one answer, mean squared error, Adam; with texts an embedding, a layer both ways, its states
at the ends and a dense layer with two classes. A step is the mean over an epoch; told are the least and the
median of the epochs after one that compiles and warms up.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

SIZES = [(30, 32, 32), (60, 64, 32), (60, 64, 256), (200, 128, 64)]  # lookback, units, batch
TEXTS = (400, 32, 64)  # words, units, batch
WORDS, EMBEDDING = 20_000, 64
CELLS = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
EPOCHS = 7
STEPS = {(30, 32, 32): 80, (60, 64, 32): 76, (60, 64, 256): 20, (200, 128, 64): 10, TEXTS: 4}  # in an epoch
KERNELS = {"ours": "native", "xla": "fast"}
Epoch = Callable[[], Any]


def flops(cell: str, lookback: int, units: int, batch: int) -> float:
    """Operations of the recurrent products in one step: forward, and twice as many backward."""
    return 3 * 2 * lookback * batch * units * BLOCKS[cell] * units


def product_speed(library: str) -> float:
    """Best measured float32 product of two 2048 x 2048 matrices, operations per second."""
    if library == "torch":
        import torch

        a = torch.randn(2048, 2048)
        multiply: Epoch = lambda: a @ a  # noqa: E731
    elif library == "jax":
        import jax

        c = jax.random.normal(jax.random.key(0), (2048, 2048))
        multiply = lambda: (c @ c).block_until_ready()  # noqa: E731
    else:
        import tensorflow as tf

        b = tf.random.normal([2048, 2048])
        multiply = lambda: tf.matmul(b, b).numpy()  # noqa: E731
    return 2 * 2048**3 / min(_timed(multiply) for _ in range(8))


def _timed(work: Epoch) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ours(cell: str, lookback: int, units: int, batch: int, steps: int, *, kernel: str) -> Epoch:
    """Our passes in our trainer."""
    import numpy as np

    from core.data.windows import Windows
    from core.networks.cached import cached_trainer
    from core.specs import ModelSpec, TrainingSpec
    from core.tasks.forecast.network import Shape

    training = TrainingSpec(clipnorm=0.0, learning_rate=0.001, batch=batch)
    trainer = cached_trainer(
        Shape(cell, ModelSpec(units=units), units, lookback, 1, 1), training, kernel, batch, 1
    )
    count = batch * steps
    table = np.random.default_rng(0).normal(size=(count + lookback, 1))
    data = trainer.load(
        Windows(table, np.arange(lookback - 1, count + lookback - 1), lookback), table[:count]
    )
    order = np.random.default_rng(1).permutation(count)
    return lambda: trainer.train(data, order)


def our_texts(cell: str, lookback: int, units: int, batch: int, steps: int, *, kernel: str) -> Epoch:
    """Our classifier, with all that its defaults have beside embedding and layer; every text is as long."""
    import numpy as np

    from core.networks.padded_trainer import compiled_steps
    from core.specs import ModelSpec, TrainingSpec
    from core.tasks.sentiment.network import TextShape
    from core.tasks.sentiment.spec import SentimentSpec

    model, task = ModelSpec(units=units, bidirectional=True), SentimentSpec(embedding=EMBEDDING)
    shape = TextShape(cell, model, task, units, WORDS, 2)
    network = shape.network(TrainingSpec(batch=batch), kernel, 1)
    network.optimizer.build(network.trainable_variables)
    update, _ = compiled_steps(network, batch)
    random = np.random.default_rng(1)
    x = random.integers(2, WORDS, (steps, batch, lookback)).astype("int32")
    y, weights = np.eye(2, dtype="float32")[random.integers(0, 2, (steps, batch))], np.ones(batch, "float32")
    return lambda: [float(update(x[step], y[step], weights)) for step in range(steps)]


def stock(cell: str, lookback: int, units: int, batch: int, steps: int, *, xla: bool) -> Epoch:
    """`keras.Model.fit` with the stock layer."""
    import keras
    import numpy as np

    random = np.random.default_rng(0)
    if (lookback, units, batch) == TEXTS:
        layer = keras.layers.Bidirectional(getattr(keras.layers, CELLS[cell])(units))
        embedding = keras.layers.Embedding(WORDS, EMBEDDING, mask_zero=True)
        network = keras.Sequential([keras.Input((lookback,)), embedding, layer, keras.layers.Dense(2)])
        loss: Any = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        x, y = random.integers(2, WORDS, (batch * steps, lookback)), random.integers(0, 2, batch * steps)
    else:
        layer = getattr(keras.layers, CELLS[cell])(units)
        network = keras.Sequential([keras.Input((lookback, 1)), layer, keras.layers.Dense(1)])
        loss, x = "mse", random.normal(size=(batch * steps, lookback, 1)).astype("float32")
        y = x[:, -1]
    network.compile("adam", loss, jit_compile=xla)
    return lambda: network.fit(x, y, batch_size=batch, epochs=1, verbose=0)


def torch_epoch(cell: str, lookback: int, units: int, batch: int, steps: int) -> Epoch:
    """`torch.nn`, batches cut from one tensor, no loader."""
    import torch

    texts = (lookback, units, batch) == TEXTS
    columns, ways = (EMBEDDING, 2) if texts else (1, 1)
    layer = getattr(torch.nn, CELLS[cell].replace("Simple", ""))(
        columns, units, batch_first=True, bidirectional=texts
    )
    read = torch.nn.Embedding(WORDS, EMBEDDING) if texts else torch.nn.Identity()
    dense = torch.nn.Linear(ways * units, 2 if texts else 1)
    adam = torch.optim.Adam([*read.parameters(), *layer.parameters(), *dense.parameters()])
    if texts:
        x, y = torch.randint(2, WORDS, (batch * steps, lookback)), torch.randint(0, 2, (batch * steps,))
        loss: Any = torch.nn.CrossEntropyLoss()
    else:
        x = torch.randn(batch * steps, lookback, 1)
        y, loss = x[:, -1].clone(), torch.nn.MSELoss()

    def ends(told: Any) -> Any:
        """The last state forwards and, of a layer both ways, the last one backwards."""
        return torch.cat([told[:, -1, :units], told[:, 0, units:]], 1)

    def epoch() -> None:
        for some in torch.randperm(len(x)).split(batch):
            adam.zero_grad()
            loss(dense(ends(layer(read(x[some]))[0])), y[some]).backward()
            adam.step()

    return epoch


def make(library: str, cell: str, size: tuple[int, int, int]) -> Epoch:
    """An epoch of one library."""
    if library in KERNELS:
        measured = our_texts if size == TEXTS else ours
        return measured(cell, *size, STEPS[size], kernel=KERNELS[library])
    if library == "torch":
        return torch_epoch(cell, *size, STEPS[size])
    if library == "jax":
        from benchmarks.opponent_jax import jax_epoch

        return jax_epoch(cell, *size, STEPS[size])
    return stock(cell, *size, STEPS[size], xla=library == "keras-xla")


def prepare(library: str, threads: str) -> None:
    """Give a library so many threads, before it is imported or as it wants it."""
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": threads}
    if library == "torch":
        import torch

        torch.set_num_threads(int(threads))
    elif library == "jax":
        several = str(threads != "1").lower()
        os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={several}"
        os.environ["NPROC"] = threads
    else:
        os.environ |= {"TF_NUM_INTRAOP_THREADS": threads, "TF_NUM_INTEROP_THREADS": threads}


def main() -> None:
    """Measure every cell at one size."""
    library, threads, which = sys.argv[1:]
    prepare(library, threads)
    size = TEXTS if which == "texts" else SIZES[int(which)]
    print(json.dumps({"library": library, "product": product_speed(library)}), flush=True)
    for cell in CELLS:
        epoch = make(library, cell, size)
        first = _timed(epoch)
        steps = [_timed(epoch) / STEPS[size] for _ in range(EPOCHS)]
        told = {"library": library, "cell": cell, "size": size, "first": first}
        told |= {"step": statistics.median(steps), "least": min(steps)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
