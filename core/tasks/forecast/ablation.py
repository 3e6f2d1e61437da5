"""What do the covariates add? The same cells with and without them, on the same origins, tested in pairs."""

from collections.abc import Sequence

from core.arrays import Arrays
from core.evaluate.known import losses
from core.evaluate.significance import holm
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.beside import beside
from core.tasks.forecast.outcome import Ablated, Outcome

BOOTSTRAP_SEED = 21


def ablation(
    known: Outcome, pairs: Sequence[tuple[CellRuns, CellRuns]], baselines: Arrays, *, horizon: int
) -> tuple[Ablated, ...]:
    """Compare each cell with itself.

    Two-sided Diebold-Mariano per cell on the loss of the mean forecast, Holm over the cells.

    Args:
        known: The main result, for its reference.
        pairs: Per cell its runs with the covariates and those without, of the same seeds.
        baselines: What the baselines' run left.
        horizon: Steps ahead.
    """
    truth, rows = baselines["test_truth"], baselines["test_origins"]
    scale = losses(baselines[f"test/{known.reference}"], truth)
    found = []
    for kept, left_out in pairs:
        ours, theirs = losses(kept.prediction("test"), truth), losses(left_out.prediction("test"), truth)
        one = beside(ours, theirs, scale, horizon, rows, BOOTSTRAP_SEED)
        found.append((kept.cell, len(kept.seeds), *one.errors, one.gain, one.low, one.high, one.p))
    adjusted = holm([p for *_, p in found])
    return tuple(Ablated(*row, p_holm) for row, p_holm in zip(found, adjusted, strict=True))
