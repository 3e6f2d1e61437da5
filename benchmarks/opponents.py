"""One training step of one library, measured in a process of its own; prints a line of JSON per measurement.

    python -m benchmarks.opponents LIBRARY THREADS

Libraries: ours, keras, keras-xla, torch. Each measurement trains the same network: one recurrent layer that
reads one column, a dense layer with one answer, mean squared error, Adam. A step is the mean over an epoch;
each is the median of five epochs after one that compiles and warms up.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

SIZES = [(30, 32, 32), (60, 64, 32), (60, 64, 256), (200, 128, 64)]  # lookback, units, batch
CELLS = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
EPOCHS = 5
STEPS = {(30, 32, 32): 80, (60, 64, 32): 76, (60, 64, 256): 20, (200, 128, 64): 10}  # in an epoch
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
    else:
        import tensorflow as tf

        b = tf.random.normal([2048, 2048])
        multiply = lambda: tf.matmul(b, b).numpy()  # noqa: E731
    return 2 * 2048**3 / min(_timed(multiply) for _ in range(8))


def _timed(work: Epoch) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ours(cell: str, lookback: int, units: int, batch: int, steps: int) -> Epoch:
    """Our passes in our trainer."""
    import numpy as np

    from core.data.windows import Windows
    from core.networks.cached import cached_trainer
    from core.specs import ModelSpec, TrainingSpec
    from core.tasks.forecast.network import Shape

    training = TrainingSpec(clipnorm=0.0, learning_rate=0.001, batch=batch)
    trainer = cached_trainer(
        Shape(cell, ModelSpec(units=units), units, lookback, 1, 1), training, "fast", batch, 1
    )
    count = batch * steps
    table = np.random.default_rng(0).normal(size=(count + lookback, 1))
    data = trainer.load(
        Windows(table, np.arange(lookback - 1, count + lookback - 1), lookback), table[:count]
    )
    order = np.random.default_rng(1).permutation(count)
    return lambda: trainer.train(data, order)


def stock(cell: str, lookback: int, units: int, batch: int, steps: int, *, xla: bool) -> Epoch:
    """`keras.Model.fit` with the stock layer."""
    import keras
    import numpy as np

    layer = getattr(keras.layers, CELLS[cell])(units)
    network = keras.Sequential([keras.Input((lookback, 1)), layer, keras.layers.Dense(1)])
    network.compile("adam", "mse", jit_compile=xla)
    x = np.random.default_rng(0).normal(size=(batch * steps, lookback, 1)).astype("float32")
    return lambda: network.fit(x, x[:, -1], batch_size=batch, epochs=1, verbose=0)


def torch_epoch(cell: str, lookback: int, units: int, batch: int, steps: int) -> Epoch:
    """`torch.nn`, batches cut from one tensor, no loader."""
    import torch

    x = torch.randn(batch * steps, lookback, 1)
    y = x[:, -1].clone()
    layer = getattr(torch.nn, CELLS[cell].replace("Simple", ""))(1, units, batch_first=True)
    dense = torch.nn.Linear(units, 1)
    adam = torch.optim.Adam([*layer.parameters(), *dense.parameters()])

    def epoch() -> None:
        for some in torch.randperm(len(x)).split(batch):
            adam.zero_grad()
            ((dense(layer(x[some])[0][:, -1]) - y[some]) ** 2).mean().backward()
            adam.step()

    return epoch


def make(library: str, cell: str, size: tuple[int, int, int]) -> Epoch:
    """An epoch of one library."""
    if library == "ours":
        return ours(cell, *size, STEPS[size])
    if library == "torch":
        return torch_epoch(cell, *size, STEPS[size])
    return stock(cell, *size, STEPS[size], xla=library == "keras-xla")


def main() -> None:
    """Measure every cell at every size."""
    library, threads = sys.argv[1:]
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    if library == "torch":
        import torch

        torch.set_num_threads(int(threads))
    else:
        os.environ |= {"TF_NUM_INTRAOP_THREADS": threads, "TF_NUM_INTEROP_THREADS": threads}
    print(json.dumps({"library": library, "product": product_speed(library)}), flush=True)
    for size in SIZES:
        for cell in CELLS:
            epoch = make(library, cell, size)
            first = _timed(epoch)
            step = statistics.median(_timed(epoch) for _ in range(EPOCHS)) / STEPS[size]
            told = {"library": library, "cell": cell, "size": size, "step": step, "first": first}
            print(json.dumps(told | {"speed": flops(cell, *size) / step}), flush=True)


if __name__ == "__main__":
    main()
