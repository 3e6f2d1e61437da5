"""Tests on the test origins: cells against all baselines, and cells with ridge against ridge."""

from collections.abc import Mapping, Sequence

from core.arrays import Arrays, Floats
from core.evaluate.baselines import RIDGE
from core.evaluate.judging import judged_against
from core.evaluate.known import losses
from core.evaluate.known import stride as stride_of
from core.evaluate.metrics import mae
from core.evaluate.significance import diebold_mariano, holm, skill, skill_interval, steps_shared
from core.evaluate.verdict import Judged
from core.tasks.forecast.outcome import Added

BOOTSTRAP_SEED = 20


def hardest(baselines: Arrays, names: Sequence[str]) -> str:
    """The baseline that was hardest to beat: the lowest MAE on the test."""
    return min(names, key=lambda name: mae(baselines[f"test/{name}"], baselines["test_truth"]))


def chosen_beforehand(baselines: Arrays, names: Sequence[str]) -> str:
    """The baseline with the lowest MAE on the validation and calibration rows."""
    known = [name for name in names if f"calibration/{name}" in baselines]
    return min(known, key=lambda name: mae(baselines[f"calibration/{name}"], baselines["calibration_truth"]))


def judge(
    predictions: Mapping[str, Floats], baselines: Arrays, names: Sequence[str], horizon: int
) -> list[Judged]:
    """Each cell against every baseline, Holm over the cells; worse than the one chosen beforehand.

    Args:
        predictions: By cell its forecast, which is the mean of its seeds', shape (origins, horizon).
        baselines: What the baselines' run left.
        names: Of the baselines.
    """
    truth, rows = baselines["test_truth"], baselines["test_origins"]
    return judged_against(
        {cell: losses(forecast, truth) for cell, forecast in predictions.items()},
        {name: losses(baselines[f"test/{name}"], truth) for name in names},
        chosen_beforehand(baselines, names),
        horizon,
        stride_of(rows),
        rows,
    )


def added(
    predictions: Mapping[str, Floats], seeds: Mapping[str, int], baselines: Arrays, horizon: int
) -> tuple[Added, ...]:
    """Each cell with ridge against ridge alone, one-sided, Holm over the cells: a family of its own.

    Args:
        predictions: By cell the mean of its forecast and ridge's.
        seeds: By cell.

    Returns:
        Nothing where ridge gave no forecast.
    """
    if not predictions:
        return ()
    truth, rows = baselines["test_truth"], baselines["test_origins"]
    stride = stride_of(rows)
    alone = losses(baselines[f"test/{RIDGE}"], truth)
    found = []
    for cell, forecast in predictions.items():
        ours = losses(forecast, truth)
        test = diebold_mariano(ours, alone, horizon=horizon, stride=stride, rows=rows)
        between = skill_interval(
            ours[None],
            alone,
            block=steps_shared(horizon, stride),
            seed=BOOTSTRAP_SEED,
            rows=rows,
            stride=stride,
        )
        errors = float(ours.mean()), float(alone.mean())
        found.append((cell, seeds[cell], *errors, skill(*errors), *between, test.p))
    adjusted = holm([p for *_, p in found])
    return tuple(Added(*row, p_holm) for row, p_holm in zip(found, adjusted, strict=True))
