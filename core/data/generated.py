"""Series made by an equation, one for each behaviour that a cell can be tried on.

The five behaviours are those of Khaldi, El Afia & Chiheb, "What is the best RNN-cell structure to forecast
each time series behavior?" (2022): deterministic, random walk, nonlinear, long memory, chaotic. All figures
are rounded to six decimals, so that different machines agree on the content.
"""

import numpy as np

from core.arrays import Floats

DECIMALS = 6


def random_walk(steps: int = 1_000, *, seed: int = 11) -> Floats:
    """Each value is the last one and an unknowable shock: x(t) = x(t-1) + e(t), e ~ N(0, 1), x(0) = 100."""
    shocks = np.random.default_rng(seed).standard_normal(steps - 1)
    return np.round(100 + np.concatenate([[0.0], np.cumsum(shocks)]), DECIMALS)


def seasonal(steps: int = 1_440, *, period: int = 24) -> Floats:
    """Repeats exactly: x(t) = 10 + 4 sin(w t) + 2 sin(2 w t + 1) + cos(3 w t), w = 2 pi / period."""
    angle = 2 * np.pi * (np.arange(steps) % period) / period
    return np.round(10 + 4 * np.sin(angle) + 2 * np.sin(2 * angle + 1) + np.cos(3 * angle), DECIMALS)


def nonlinear(steps: int = 1_500, *, seed: int = 13, noise: float = 0.5) -> Floats:
    """A threshold autoregression that drives itself around a cycle (Tong & Lim 1980), delay 2.

    x(t) = 2 + 0.6 x(t-1) + e(t) where x(t-2) <= 2, else x(t) = -2 + 0.6 x(t-1) + e(t); e ~ N(0, noise^2).
    """
    shocks = noise * np.random.default_rng(seed).standard_normal(steps)
    values = [0.0, 0.0]
    for shock in shocks.tolist():
        values.append((2.0 if values[-2] <= 2.0 else -2.0) + 0.6 * values[-1] + shock)
    return np.round(np.array(values[2:]), DECIMALS)


def long_memory(steps: int = 1_500, *, seed: int = 17, order: float = 0.4, memory: int = 2_000) -> Floats:
    """ARFIMA(0, d, 0), whose past fades as a power, not exponentially (Hosking 1981).

    x(t) = sum over k of psi(k) e(t-k), psi(0) = 1, psi(k) = psi(k-1) (k - 1 + d) / k, cut at `memory` terms.

    Args:
        order: The fractional difference d, between 0 and 0.5.
    """
    k = np.arange(1, memory)
    weights = np.concatenate([[1.0], np.cumprod((k - 1 + order) / k)])
    shocks = np.random.default_rng(seed).standard_normal(steps + memory - 1)
    values: Floats = np.convolve(shocks, weights, mode="valid").astype(np.float64)
    return np.round(values, DECIMALS)


def chaotic(
    steps: int = 1_500, *, delay: int = 17, spacing: int = 2, fine: int = 10, settle: int = 6_000
) -> Floats:
    """Ruled by an exact law, and yet not to be foreseen for long (Mackey & Glass 1977).

    dx/dt = 0.2 x(t - delay) / (1 + x(t - delay)^10) - 0.1 x(t), with x = 1.2 up to t = 0; Runge-Kutta of
    fourth order with `fine` steps per unit of time. Only + - * / are used: all machines agree.

    From this past the orbit follows a cycle of 498 units for about four rounds before chaos shows; without
    `settle`, the training rows would repeat themselves and the test rows would not.

    Args:
        spacing: Units of time between one figure and the next.
        settle: Units of time left out at the start.
    """
    lag, h = delay * fine, 1.0 / fine
    x = [1.2] * (lag + 1)
    for _ in range((settle + (steps - 1) * spacing) * fine):
        early, late = x[-lag - 1], x[-lag]
        start, middle, end = _production(early), _production((early + late) / 2), _production(late)
        now = x[-1]
        k1 = start - 0.1 * now
        k2 = middle - 0.1 * (now + h / 2 * k1)
        k3 = middle - 0.1 * (now + h / 2 * k2)
        k4 = end - 0.1 * (now + h * k3)
        x.append(now + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.round(np.array(x[lag + settle * fine :: spacing * fine]), DECIMALS)


def random_numbers(steps: int = 1_000, *, seed: int = 19) -> Floats:
    """Uniform random numbers in, others out, shape (steps, 2), as tutorials do it: nothing to learn."""
    return np.round(np.random.default_rng(seed).random((steps, 2)), DECIMALS)


def _production(delayed: float) -> float:
    square = delayed * delayed
    fourth = square * square
    return 0.2 * delayed / (1 + fourth * fourth * square)
