"""From the arrays that runs left to a WritingOutcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats
from core.evaluate.judging import judged_against
from core.evaluate.significance import skill
from core.evaluate.verdict import Judged, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.generate.outcome import Teller, WritingOutcome
from core.tasks.generate.spec import GenerateSpec


def writing_report(
    spec: ExperimentSpec,
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    losses: Mapping[str, float],
    *,
    ended: bool,
) -> WritingOutcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        baselines: What the baselines' run left: bits of each character by "part/method".
        facts: Its facts.
        cells: At least one cell with at least one finished seed.
        losses: Mean validation loss by cell.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    simple, beforehand = of_test(baselines), chosen(baselines)
    each = {runs.cell: runs.stacked("test").astype(float) for runs in cells}
    task = spec.of(GenerateSpec)
    judged = judged_blocks(each, simple, beforehand, task.block)
    reference = min(simple, key=lambda name: float(simple[name].mean()))
    yard = float(simple[reference].mean())
    methods = [_simple(name, bits, yard, _mrr(baselines, name)) for name, bits in simple.items()]
    methods += [_cell(runs, each[runs.cell], one) for runs, one in zip(cells, judged, strict=True)]
    blocks = len(simple[reference]) // task.block
    return WritingOutcome(
        verdict=verdict(judged, independent=blocks, provisional=not ended, wanted=spec.cells),
        reference=reference,
        beforehand=beforehand,
        methods=tuple(sorted(methods, key=lambda one: one.bits)),
        compressed=dict(facts["compressed"]),
        shown=min(losses, key=lambda cell: losses[cell]),
        facts=dict(facts),
        blocks=blocks,
        seeds_done=min(len(runs.seeds) for runs in cells),
        seeds_wanted=spec.seeds,
        task=task,
    )


def of_test(baselines: Arrays) -> dict[str, Floats]:
    """Bits of each character of the test by n-gram, in order."""
    found = {name.removeprefix("test/"): bits for name, bits in baselines.items() if name.startswith("test/")}
    return {name: found[name].astype(float) for name in sorted(found)}


def chosen(baselines: Arrays) -> str:
    """The n-gram that needs the fewest bits on validation."""
    return min(of_test(baselines), key=lambda name: float(baselines[f"validation/{name}"].mean(dtype=float)))


def in_blocks(bits: Floats, block: int) -> Floats:
    """Means over blocks of so many neighbours, (…, blocks); what fills no block at the end is left."""
    whole = bits.shape[-1] // block
    found: Floats = bits[..., : whole * block].reshape(*bits.shape[:-1], whole, block).mean(axis=-1)
    return found


def judged_blocks(
    cells: Mapping[str, Floats], simple: Mapping[str, Floats], before: str, block: int
) -> list[Judged]:
    """Each cell, (seeds, letters), against every n-gram, (letters,), in pairs of blocks.

    Blocks follow each other without a gap; that neighbours resemble each other the test allows for.
    """
    ours = {cell: in_blocks(bits, block) for cell, bits in cells.items()}
    theirs = {name: in_blocks(bits, block) for name, bits in simple.items()}
    return judged_against(ours, theirs, before, horizon=1, stride=1)


def _mrr(baselines: Arrays, name: str) -> float | None:
    found = baselines.get(f"reciprocal/{name}")
    return None if found is None else float(found.mean(dtype=float))


def _simple(name: str, bits: Floats, yard: float, mrr: float | None) -> Teller:
    mean = float(bits.mean())
    return Teller(name, "simple", 1, 0, mean, None, skill(mean, yard), mrr=mrr)


def _cell(runs: CellRuns, bits: Floats, judged: Judged) -> Teller:
    each = bits.mean(axis=1)  # (seeds,)
    ranked = "reciprocal" in runs.backtests[0]
    mrr = float(runs.stacked("reciprocal").mean(dtype=float)) if ranked else None
    spread = float(each.std(ddof=1)) if len(each) > 1 else None
    return Teller(
        runs.cell, "cell", len(each), runs.weights, float(np.mean(each)), spread, judged.gain, judged.low,
        judged.high, judged.p, judged.p_holm, mrr,
    )  # fmt: skip
