"""What do the covariates add? The same cells with and without them, on the same origins, tested in pairs."""

from collections.abc import Sequence

from core.arrays import Arrays
from core.evaluate.known import losses
from core.evaluate.significance import diebold_mariano, holm, skill, skill_gain_interval, steps_shared
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.outcome import Ablated, Outcome

BOOTSTRAP_SEED = 21


def ablation(
    known: Outcome, pairs: Sequence[tuple[CellRuns, CellRuns]], simple: Arrays, *, horizon: int
) -> tuple[Ablated, ...]:
    """Compare each cell with itself.

    Two-sided Diebold-Mariano per cell on the loss of the mean forecast, Holm over the cells.

    Args:
        known: The main result, for its reference and the distance of its origins.
        pairs: Per cell its runs with the covariates and those without, of the same seeds.
        simple: What the simple methods' run left.
        horizon: Steps ahead.
    """
    truth, stride, rows = simple["test_truth"], known.facts["stride"], simple["test_origins"]
    scale = losses(simple[f"test/{known.reference}"], truth)
    found = []
    for kept, left_out in pairs:
        ours, theirs = losses(kept.told("test"), truth), losses(left_out.told("test"), truth)
        means = float(ours.mean()), float(theirs.mean())
        test = diebold_mariano(
            ours, theirs, horizon=horizon, stride=stride, alternative="two-sided", rows=rows
        )
        between = skill_gain_interval(
            ours[None],
            theirs[None],
            scale,
            block=steps_shared(horizon, stride),
            seed=BOOTSTRAP_SEED,
            rows=rows,
            stride=stride,
        )
        kept_skill, other_skill = (skill(mean, float(scale.mean())) for mean in means)
        gain = None if kept_skill is None or other_skill is None else kept_skill - other_skill
        found.append((kept.cell, len(kept.seeds), *means, gain, *between, test.p))
    adjusted = holm([p for *_, p in found])
    return tuple(Ablated(*row, p_holm) for row, p_holm in zip(found, adjusted, strict=True))
