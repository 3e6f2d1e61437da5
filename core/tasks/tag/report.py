"""From the arrays that runs left to a TagOutcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.classification import calibration_error, confusion
from core.evaluate.paired_shares import judged_shares
from core.evaluate.spans import kinds_of, span_scores, spans_of
from core.evaluate.verdict import Judged, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.over_seeds import mean_and_deviation
from core.tasks.tag.outcome import Tagger, TagOutcome
from core.tasks.tag.scoring import Judge, judge_of, simple_names
from core.tasks.tag.sending import sent


def tag_report(
    spec: ExperimentSpec,
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    losses: Mapping[str, float],
    *,
    ended: bool,
) -> TagOutcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        baselines: What the baselines' run left.
        facts: Its facts.
        cells: At least one cell with at least one finished seed.
        losses: Mean validation loss by cell.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    judge, names = judge_of(baselines, facts, "test"), simple_names(baselines)
    means = {runs.cell: together(runs.stacked("test")) for runs in cells}
    told = {name: baselines[f"test/{name}"].astype(np.int64) for name in names}
    told |= {cell: judge.decoded(mean) for cell, mean in means.items()}
    shares = {name: judge.shares(tags) for name, tags in told.items()}
    simple = {name: shares[name] for name in names}
    beforehand = chosen(baselines, facts)
    judged = judged_shares({cell: shares[cell] for cell in means}, simple, beforehand)
    reference = max(names, key=lambda name: simple[name].share)
    yard = simple[reference].share
    methods = [_simple(judge, name, told[name], yard) for name in names]
    for runs, fate in zip(cells, judged, strict=True):
        methods += [_cell(judge, runs, told[runs.cell], fate), _seeds(judge, runs, yard)]
    return TagOutcome(
        verdict=verdict(judged, independent=len(judge.lengths), provisional=not ended, wanted=spec.cells),
        reference=reference,
        beforehand=beforehand,
        methods=tuple(sorted(methods, key=lambda one: -(one.scores["score"] or 0.0))),
        sent=sent(baselines, facts, cells, together),
        shown=min(losses, key=lambda cell: losses[cell]),
        names=judge.names,
        spans=judge.spans,
        rows=baselines["test_rows"],
        lengths=judge.lengths,
        truth=judge.truth,
        unknown=judge.unknown,
        told=told,
        sure={cell: _sure(mean, told[cell]) for cell, mean in means.items()},
        calibration={cell: calibration_error(judge.truth, np.exp(mean)) for cell, mean in means.items()},
        by_kind=_by_kind(judge, told),
        confusions={name: confusion(judge.truth, tags, len(judge.names)) for name, tags in told.items()},
        facts=dict(facts),
        seeds_done=min(len(runs.seeds) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def together(each: Floats) -> Floats:
    """Log-probabilities of the mean of some networks, (words, tags), from those of each, (networks, …)."""
    found: Floats = np.log(np.exp(each.astype(float)).mean(axis=0))
    return found


def chosen(baselines: Arrays, facts: Mapping[str, Any]) -> str:
    """The simple method with the highest score on validation."""
    judge = judge_of(baselines, facts, "validation")
    shares = {name: judge.shares(baselines[f"validation/{name}"]) for name in simple_names(baselines)}
    return max(shares, key=lambda name: shares[name].share)


def _sure(mean: Floats, told: Ints) -> Floats:
    found: Floats = np.exp(mean[np.arange(len(told)), told])
    return found


def _by_kind(judge: Judge, told: Mapping[str, Ints]) -> dict[str, Any]:
    if not judge.spans:
        return {}
    kinds, true = kinds_of(judge.names), judge.true_spans
    return {
        name: tuple(span_scores(true, spans_of(tags, judge.lengths, judge.names), kinds))
        for name, tags in told.items()
    }


def _simple(judge: Judge, name: str, told: Ints, yard: float) -> Tagger:
    scores = judge.scores(told)
    return Tagger(name, "simple", 1, 0, scores, {}, (scores["score"] or 0.0) - yard)


def _cell(judge: Judge, runs: CellRuns, told: Ints, fate: Judged) -> Tagger:
    return Tagger(
        runs.cell, "cell", len(runs.seeds), runs.weights, judge.scores(told), {}, fate.gain, fate.low,
        fate.high, fate.p, fate.p_holm, fate.p_worse, fate.p_worse_holm,
    )  # fmt: skip


def _seeds(judge: Judge, runs: CellRuns, yard: float) -> Tagger:
    each = [judge.scores(judge.decoded(one.astype(float))) for one in runs.stacked("test")]
    means, spread = mean_and_deviation(each)
    return Tagger(runs.cell, "seeds", len(each), runs.weights, means, spread, (means["score"] or 0.0) - yard)
