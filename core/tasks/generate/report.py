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

BLOCK = 50  # characters whose mean is one loss: fewer would be one word, more leave too few blocks


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
    judged = judged_blocks(each, simple, beforehand)
    reference = min(simple, key=lambda name: float(simple[name].mean()))
    yard = float(simple[reference].mean())
    methods = [_simple(name, bits, yard) for name, bits in simple.items()]
    methods += [_cell(runs, each[runs.cell], one) for runs, one in zip(cells, judged, strict=True)]
    blocks = len(simple[reference]) // BLOCK
    return WritingOutcome(
        verdict=verdict(judged, independent=blocks, provisional=not ended, wanted=spec.cells),
        reference=reference,
        beforehand=beforehand,
        methods=tuple(sorted(methods, key=lambda one: one.bits)),
        compressed=dict(facts["compressed"]),
        shown=min(losses, key=lambda cell: losses[cell]),
        surprises=simple | {cell: bits.mean(axis=0) for cell, bits in each.items()},
        facts=dict(facts),
        blocks=blocks,
        seeds_done=min(len(runs.seeds) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def of_test(baselines: Arrays) -> dict[str, Floats]:
    """Bits of each character of the test by n-gram, in order."""
    found = {name.removeprefix("test/"): bits for name, bits in baselines.items() if name.startswith("test/")}
    return {name: found[name].astype(float) for name in sorted(found)}


def chosen(baselines: Arrays) -> str:
    """The n-gram that needs the fewest bits on validation."""
    return min(of_test(baselines), key=lambda name: float(baselines[f"validation/{name}"].mean(dtype=float)))


def in_blocks(bits: Floats) -> Floats:
    """Means over blocks of neighbouring characters, (…, blocks); what fills no block at the end is left."""
    whole = bits.shape[-1] // BLOCK
    found: Floats = bits[..., : whole * BLOCK].reshape(*bits.shape[:-1], whole, BLOCK).mean(axis=-1)
    return found


def judged_blocks(cells: Mapping[str, Floats], simple: Mapping[str, Floats], before: str) -> list[Judged]:
    """Each cell, (seeds, letters), against every n-gram, (letters,), in pairs of blocks.

    Blocks follow each other without a gap; that neighbours resemble each other the test allows for.
    """
    ours = {cell: in_blocks(bits) for cell, bits in cells.items()}
    theirs = {name: in_blocks(bits) for name, bits in simple.items()}
    return judged_against(ours, theirs, before, horizon=1, stride=1)


def _simple(name: str, bits: Floats, yard: float) -> Teller:
    mean = float(bits.mean())
    return Teller(name, "simple", 1, 0, mean, None, skill(mean, yard))


def _cell(runs: CellRuns, bits: Floats, judged: Judged) -> Teller:
    each = bits.mean(axis=1)  # (seeds,)
    spread = float(each.std(ddof=1)) if len(each) > 1 else None
    return Teller(
        runs.cell, "cell", len(each), runs.weights, float(np.mean(each)), spread, judged.gain, judged.low,
        judged.high, judged.p, judged.p_holm,
    )  # fmt: skip
