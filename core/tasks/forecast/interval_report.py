"""Both versions of a forecast's intervals: how they did, which one is drawn, and how wide it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.adaptive import adaptive_widths, known_counts
from core.evaluate.intervals import LEVELS, conformal_widths, interval_scores, weighted_score
from core.tasks.forecast.outcome import Covered, Drawn

SPLIT, ADAPTIVE = "split", "adaptive"
FEWEST = 10  # origins whose residuals are known halfway through calibration; with fewer nothing is compared


@dataclass(frozen=True)
class Residuals:
    """What a method's forecasts missed by: actual minus forecast, shape (origins, horizon)."""

    calibration: Floats
    test: Floats
    calibration_rows: Ints  # of the origins
    test_rows: Ints
    last_row: int  # from which the future is forecast
    calibration_room: Floats | None = None  # how far down intervals may reach: data that cannot be negative
    test_room: Floats | None = None


@dataclass(frozen=True)
class Intervals:
    """One method's intervals as half widths, before they are cut at 0 where the data cannot be negative."""

    drawn: Drawn
    covered: tuple[Covered, ...]  # of both versions, on the test origins
    test: dict[float, Floats]  # of the version drawn: level -> (origins, horizon)
    future: dict[float, Floats]  # level -> (horizon,)


def intervals(missed: Residuals) -> Intervals:
    """Score both versions on the test origins; draw the one that scored better on the calibration origins."""
    before, horizon = len(missed.calibration), missed.test.shape[1]
    unknown = np.zeros((1, horizon))  # the future's residuals: known to no origin
    everything = np.concatenate([missed.calibration, missed.test, unknown])
    rows = np.concatenate([missed.calibration_rows, missed.test_rows, [missed.last_row]])
    along = adaptive_widths(everything, rows, before)
    split = conformal_widths(missed.calibration)
    test = {
        SPLIT: {level: np.broadcast_to(width, missed.test.shape) for level, width in split.items()},
        ADAPTIVE: {level: width[:-1] for level, width in along.items()},
    }
    future = {
        SPLIT: conformal_widths(everything[:-1]),
        ADAPTIVE: {level: width[-1] for level, width in along.items()},
    }
    drawn = better(missed.calibration, missed.calibration_rows, missed.calibration_room)
    covered = tuple(
        _covered(version, level, missed, widths[level])
        for version, widths in test.items()
        for level in LEVELS
    )
    return Intervals(drawn, covered, test[drawn.version], future[drawn.version])


def better(residuals: Floats, rows: Ints, room: Floats | None = None) -> Drawn:
    """Try both versions on the second half of the calibration origins, with what was known before it."""
    half = len(rows) // 2
    known = int(known_counts(rows, residuals.shape[1])[half, -1])
    if np.sum(~np.isnan(residuals[:known]), axis=0).min() < FEWEST or np.isnan(residuals[half:]).all():
        return Drawn(SPLIT, {})
    later, below = residuals[half:], None if room is None else room[half:]
    scores = {
        SPLIT: weighted_score(later, conformal_widths(residuals[:known]), below),
        ADAPTIVE: weighted_score(later, adaptive_widths(residuals, rows, half), below),
    }
    return Drawn(ADAPTIVE if scores[ADAPTIVE] < scores[SPLIT] else SPLIT, scores)


def _covered(version: str, level: float, missed: Residuals, widths: Floats) -> Covered:
    residuals, room = missed.test, missed.test_room
    whole = interval_scores(residuals, widths, level, room)
    steps = [
        interval_scores(residuals[:, h], widths[:, h], level, None if room is None else room[:, h])
        for h in range(residuals.shape[1])
    ]
    by_step: Mapping[str, list[float]] = {
        name: [getattr(step, name) for step in steps] for name in ("coverage", "width", "score")
    }
    return Covered(version, level, whole.coverage, whole.width, whole.score, dict(by_step))
