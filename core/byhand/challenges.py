"""What a cell by hand can be asked to do: inputs, the bands that its curves have to stay in, solutions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.arrays import Bools, Floats
from core.byhand.cell import Course, Settings, reach

HIDDEN, MEMORY, GRADIENT = "h", "m", "gradient"
START = {"W": 0.9, "U": 0.5, "b": 0.0}  # of every block, before anybody has moved anything
LONG = 51  # steps, so that a gradient goes back 50 times


@dataclass(frozen=True, eq=False)
class Band:
    """Where a curve of unit 1 has to be; NaN in both where it is free."""

    of: str  # h: hidden state; m: memory; gradient
    low: Floats  # (steps,)
    high: Floats

    def holds(self, values: Floats) -> Bools:
        """At which of the steps that count a curve is inside, (steps that count,)."""
        counts = self.counts
        with np.errstate(invalid="ignore"):
            inside = ~(values < self.low) & ~(values > self.high) & np.isfinite(values)
        return np.asarray(inside[counts])

    @property
    def counts(self) -> Bools:
        """Which steps count, (steps,)."""
        return np.asarray(~(np.isnan(self.low) & np.isnan(self.high)))


@dataclass(frozen=True, eq=False)
class Challenge:
    """One thing to do with one unit."""

    name: str  # its words are in the locales
    inputs: Floats  # (steps,)
    bands: tuple[Band, ...]
    solutions: Mapping[str, Settings] = field(default_factory=dict)  # by cell, of one unit

    @property
    def backwards(self) -> bool:
        """Whether it is about gradients."""
        return any(band.of == GRADIENT for band in self.bands)


def curve(walked: Course, of: str) -> Floats:
    """What a band speaks of, (steps,): a state of unit 1, or how far gradients reach."""
    if of == GRADIENT:
        return reach(walked)
    return walked.over_time("h" if of == HIDDEN else walked.memory)[:, 0]


def held(challenge: Challenge, walked: Course) -> tuple[int, int]:
    """At how many steps the curves are where they have to be, and how many count."""
    holds = [band.holds(curve(walked, band.of)) for band in challenge.bands]
    return sum(int(one.sum()) for one in holds), sum(map(len, holds))


def met(challenge: Challenge, walked: Course) -> bool:
    """Whether every step is."""
    good, counted = held(challenge, walked)
    return good == counted


def _pulses(steps: int, at: Mapping[int, float]) -> Floats:
    """Zeros but for a few steps, counted from 1."""
    values = np.zeros(steps)
    for step, value in at.items():
        values[step - 1] = value
    return values


def _since(inputs: Floats, wanted: Mapping[float, tuple[float, float]]) -> tuple[Floats, Floats]:
    """Low and high of each step by the last input that was not 0; 0 before there was one."""
    last, low, high = 0.0, [], []
    for value in inputs:
        last = float(value) or last
        low.append(wanted[last][0])
        high.append(wanted[last][1])
    return np.array(low), np.array(high)


def _only(steps: int, at: int, low: float, high: float) -> tuple[Floats, Floats]:
    """A band at one step, counted from 1."""
    return np.where(np.arange(1, steps + 1) == at, low, np.nan), np.where(
        np.arange(1, steps + 1) == at, high, np.nan
    )


def _lines(**blocks: tuple[float, float, float]) -> dict[str, float]:
    """The settings of one unit from (W, U, b) of each block."""
    return {
        name: value
        for block, (w, u, b) in blocks.items()
        for name, value in ((f"W.{block}.1", w), (f"U.{block}.1.1", u), (f"b.{block}.1", b))
    }


_KEEP = _pulses(25, {5: 1.0})
_COUNT = _pulses(30, {4: 1.0, 9: 1.0, 12: 1.0, 20: 1.0, 25: 1.0})
_TOGGLE = _pulses(30, {4: 1.0, 10: 1.0, 14: 1.0, 22: 1.0, 26: 1.0})
_FORGET = _pulses(32, {3: 1.0, 12: -1.0, 19: 1.0, 27: -1.0})
_LONG = _pulses(LONG, {1: 1.0})
_ODD = np.cumsum(_TOGGLE) % 2 == 1

CHALLENGES = {
    challenge.name: challenge
    for challenge in (
        Challenge(
            "keep",
            _KEEP,
            (Band(HIDDEN, *_since(_KEEP, {0.0: (-0.1, 0.1), 1.0: (0.7, 1.0)})),),
            {
                "rnn": _lines(h=(2.0, 2.0, 0.0)),
                "lstm": _lines(i=(8.0, 0.0, -5.0), f=(0.0, 0.0, 6.0), g=(5.0, 0.0, 0.0), o=(0.0, 0.0, 6.0)),
                "gru": _lines(z=(-8.0, 0.0, 5.0), r=(0.0, 0.0, 0.0), n=(3.0, 0.0, 0.0)),
                "mgu": _lines(f=(8.0, 0.0, -5.0), n=(3.0, 0.0, 0.0)),
            },
        ),
        Challenge(
            "forget",
            _FORGET,
            (Band(HIDDEN, *_since(_FORGET, {0.0: (-0.1, 0.1), 1.0: (0.6, 1.0), -1.0: (-0.15, 0.15)})),),
            {
                "lstm": _lines(i=(8.0, 0.0, -5.0), f=(8.0, 0.0, 5.0), g=(5.0, 0.0, 0.0), o=(0.0, 0.0, 6.0)),
                "rnn": _lines(h=(0.8, 1.2, 0.0)),
                "gru": _lines(z=(2.3, 8.0, -5.7), r=(-8.0, 8.0, -5.2), n=(6.8, 2.3, 0.0)),
                "mgu": _lines(f=(5.0, 8.0, -2.7), n=(7.8, 2.4, -0.2)),
            },
        ),
        Challenge(
            "count",
            _COUNT,
            (Band(MEMORY, np.cumsum(_COUNT) - 0.2, np.cumsum(_COUNT) + 0.2),),
            {"lstm": _lines(i=(8.0, 0.0, -3.0), f=(0.0, 0.0, 8.0), g=(6.0, 0.0, 0.0), o=(0.0, 0.0, 0.0))},
        ),
        Challenge(
            "toggle",
            _TOGGLE,
            (Band(HIDDEN, np.where(_ODD, 0.6, -1.0), np.where(_ODD, 1.0, 0.2)),),
            {
                "lstm": _lines(i=(8.0, 0.0, -5.0), f=(-8.0, 0.0, 5.0), g=(1.5, -8.0, 0.0), o=(0.0, 0.0, 6.0)),
                "gru": _lines(z=(-8.0, 0.0, 5.0), r=(0.0, 0.0, 6.0), n=(1.5, -4.0, 0.0)),
                "mgu": _lines(f=(8.0, 0.0, -5.0), n=(1.5, -4.0, 0.0)),
            },
        ),
        Challenge(
            "survive",
            _LONG,
            (
                Band(GRADIENT, np.full(LONG, 0.5), np.full(LONG, 2.0)),
                Band(MEMORY, *_only(LONG, 1, 0.05, np.inf)),
            ),
            {
                "rnn": _lines(h=(0.1, 1.0, 0.0)),
                "lstm": _lines(i=(8.0, 0.0, -5.0), f=(0.0, 0.0, 7.0), g=(5.0, 0.0, 0.0), o=(0.0, 0.0, 0.0)),
                "gru": _lines(z=(-5.0, 0.0, 7.0), r=(0.0, 0.0, 0.0), n=(3.0, 0.0, 0.0)),
                "mgu": _lines(f=(6.0, 0.0, -7.0), n=(3.0, 0.0, 0.0)),
            },
        ),
        Challenge(
            "explode",
            _LONG,
            (Band(GRADIENT, *_only(LONG, 1, 1000.0, np.inf)),),
            {
                "rnn": _lines(h=(0.0, 1.3, 0.0)),
                "lstm": _lines(i=(0.0, 0.0, 6.0), f=(0.0, 0.0, 6.0), g=(0.0, 2.0, 0.0), o=(0.0, 0.0, 6.0)),
                "gru": _lines(z=(0.0, 0.0, 0.0), r=(0.0, 0.0, 6.0), n=(0.0, 4.0, 0.0)),
                "mgu": _lines(f=(0.0, 0.0, 6.0), n=(0.0, 2.0, 0.0)),
            },
        ),
    )
}
