"""JAX as an opponent: `lax.scan` over the textbook's equations, one jitted step with Adam."""

from collections.abc import Callable
from functools import partial
from typing import Any

BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
RATE, BETA_1, BETA_2, NEAR = 0.001, 0.9, 0.999, 1e-7


def jax_epoch(cell: str, lookback: int, units: int, batch: int, steps: int) -> Callable[[], Any]:
    """An epoch of so many steps on noise."""
    import jax
    import jax.numpy as jnp

    keys = jax.random.split(jax.random.key(0), 4)
    wide = BLOCKS[cell] * units
    draw = lambda key, *shape: jax.random.normal(key, shape) / shape[0] ** 0.5  # noqa: E731
    weights = {
        "kernel": draw(keys[0], 1, wide), "recurrent": draw(keys[1], units, wide), "bias": jnp.zeros(wide),
        "inside": jnp.zeros(wide), "dense": draw(keys[2], units, 1), "last": jnp.zeros(1),
    }  # fmt: skip
    x = jax.random.normal(keys[3], (steps, batch, lookback, 1))
    zeros = [jax.tree.map(jnp.zeros_like, weights) for _ in range(2)]
    state = [weights, *zeros, jnp.zeros(())]
    update = jax.jit(partial(_update, cell, units), donate_argnums=(0, 1, 2))

    def epoch() -> None:
        for some in x:
            state[:] = update(*state, some, some[:, -1])
        jax.block_until_ready(state)

    return epoch


def _update(cell: str, units: int, weights: Any, first: Any, second: Any, count: Any, x: Any, y: Any) -> Any:
    import jax
    import jax.numpy as jnp

    slopes = jax.grad(lambda weights: jnp.mean((_answer(cell, units, weights, x) - y) ** 2))(weights)
    count = count + 1
    first = jax.tree.map(lambda m, g: BETA_1 * m + (1 - BETA_1) * g, first, slopes)
    second = jax.tree.map(lambda v, g: BETA_2 * v + (1 - BETA_2) * g * g, second, slopes)
    rate = RATE * jnp.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
    moved = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + NEAR), weights, first, second)
    return moved, first, second, count


def _answer(cell: str, units: int, weights: Any, x: Any) -> Any:
    import jax
    import jax.numpy as jnp

    inputs = jnp.swapaxes(x @ weights["kernel"] + weights["bias"], 0, 1)  # (time, batch, blocks x units)
    begin = jnp.zeros((x.shape[0], units))
    step = {"rnn": _rnn, "lstm": _lstm, "gru": _gru}[cell]
    state, _ = jax.lax.scan(partial(step, weights), (begin, begin) if cell == "lstm" else begin, inputs)
    hidden = state[0] if cell == "lstm" else state
    return hidden @ weights["dense"] + weights["last"]


def _rnn(weights: Any, h: Any, x: Any) -> tuple[Any, None]:
    import jax.numpy as jnp

    return jnp.tanh(x + h @ weights["recurrent"]), None


def _lstm(weights: Any, state: Any, x: Any) -> tuple[Any, None]:
    import jax.numpy as jnp
    from jax.nn import sigmoid

    h, c = state
    i, f, g, o = jnp.split(x + h @ weights["recurrent"], 4, -1)
    c = sigmoid(f) * c + sigmoid(i) * jnp.tanh(g)
    return (sigmoid(o) * jnp.tanh(c), c), None


def _gru(weights: Any, h: Any, x: Any) -> tuple[Any, None]:
    import jax.numpy as jnp
    from jax.nn import sigmoid

    xz, xr, xn = jnp.split(x, 3, -1)
    hz, hr, hn = jnp.split(h @ weights["recurrent"] + weights["inside"], 3, -1)
    z, r = sigmoid(xz + hz), sigmoid(xr + hr)
    return z * h + (1 - z) * jnp.tanh(xn + r * hn), None
