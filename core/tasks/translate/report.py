"""From the arrays that runs left to a TranslationOutcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.bleu import bleu, chrf, judged_translations
from core.evaluate.verdict import Judged, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.translate.outcome import Example, LengthBin, Method, TranslationOutcome
from core.tasks.translate.texts import unpacked

METHODS = ("dictionary", "nearest_sentence")
EXAMPLES = 40
BINS, FEWEST_IN_BIN = 4, 20  # of sentence lengths; sentences in one


def translation_report(
    spec: ExperimentSpec,
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    losses: Mapping[str, float],
    typical: Mapping[str, int],
    *,
    ended: bool,
) -> TranslationOutcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        baselines: What the baselines' run left.
        facts: Its facts.
        cells: At least one cell with at least one finished seed.
        losses: Mean validation loss by cell.
        typical: The seed with the median validation loss by cell.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    simple, beforehand = of_test(baselines), chosen(baselines)
    each = {runs.cell: runs.stacked("test") for runs in cells}
    judged = judged_translations(each, simple, beforehand)
    methods = [_simple(name, baselines) for name in simple]
    methods += [_cell(runs, each[runs.cell], one) for runs, one in zip(cells, judged, strict=True)]
    sentences, shown = len(baselines["test_lengths"]), min(losses, key=lambda cell: losses[cell])
    return TranslationOutcome(
        verdict=verdict(judged, independent=sentences, provisional=not ended, wanted=spec.cells),
        reference=max(simple, key=lambda name: float(_of_all(simple[name]))),
        beforehand=beforehand,
        methods=tuple(sorted(methods, key=lambda one: -one.bleu)),
        shown=shown,
        examples=_examples(cells, shown, typical, baselines),
        lengths=tuple(by_length(each, simple, baselines["test_lengths"])),
        facts=dict(facts),
        sentences=sentences,
        seeds_done=min(len(runs.seeds) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def of_test(baselines: Arrays) -> dict[str, Ints]:
    """Counts of each simple method on the test sentences."""
    return {name: baselines[f"test/{name}"] for name in METHODS}


def chosen(baselines: Arrays) -> str:
    """The simple method with the highest BLEU on validation."""
    return max(METHODS, key=lambda name: float(_of_all(baselines[f"validation/{name}"])))


def _of_all(counts: Ints | Floats) -> Floats:
    """BLEU of all sentences together, of (…, sentences, counts)."""
    return bleu(counts.sum(axis=-2))


def _simple(name: str, baselines: Arrays) -> Method:
    counts, exact = baselines[f"test/{name}"], baselines[f"test/{name}_exact"]
    score = float(chrf(counts.sum(axis=0)))
    return Method(name, "simple", 1, 0, float(_of_all(counts)), None, score, float(exact.mean()), None)


def _cell(runs: CellRuns, counts: Floats, judged: Judged) -> Method:
    each = _of_all(counts)  # (seeds,)
    spread = float(each.std(ddof=1)) if len(each) > 1 else None
    return Method(
        runs.cell, "cell", len(each), runs.weights, float(each.mean()), spread,
        float(chrf(counts.sum(axis=1)).mean()), float(runs.stacked("test_exact").mean()),
        _loss(runs), judged.gain, judged.low, judged.high, judged.p,
        judged.p_holm,
    )  # fmt: skip


def _loss(runs: CellRuns) -> float:
    """Nats per word, mean over seeds."""
    words = runs.backtests[0]["test_words"].sum()
    return float((runs.stacked("test_nats").sum(axis=1) / words).mean())


def _examples(
    cells: Sequence[CellRuns], shown: str, typical: Mapping[str, int], baselines: Arrays
) -> tuple[Example, ...]:
    """Evenly spaced from the best to the worst, by chrF of the cell that is shown."""
    texts, scores = {}, np.zeros(0)
    for runs in cells:
        arrays = runs.backtests[list(runs.seeds).index(typical[runs.cell])]
        texts[runs.cell] = unpacked(arrays["test_texts"])
        if runs.cell == shown:
            scores = chrf(arrays["test"])
    order = np.argsort(-scores, kind="stable")
    picked = order[np.unique(np.linspace(0, len(order) - 1, EXAMPLES).round().astype(int))]
    sources, references = (unpacked(baselines[f"test_{side}"]) for side in ("sources", "references"))
    return tuple(
        Example(
            sources[row], references[row], {cell: told[row] for cell, told in texts.items()},
            float(scores[row]),
        )
        for row in picked
    )  # fmt: skip


def by_length(each: Mapping[str, Floats], simple: Mapping[str, Ints], lengths: Ints) -> Sequence[LengthBin]:
    """BLEU of each method on sentences of similar length: quarters of the test, fewer of a small one."""
    parts = max(1, min(BINS, len(lengths) // FEWEST_IN_BIN))
    edges = np.unique(np.quantile(lengths, np.arange(1, parts + 1) / parts, method="inverted_cdf"))
    found, below = [], 0
    for edge in edges:
        rows = (lengths > below) & (lengths <= edge)
        scores = {name: float(_of_all(counts[:, rows]).mean()) for name, counts in each.items()}
        scores |= {name: float(_of_all(counts[rows])) for name, counts in simple.items()}
        found.append(LengthBin(int(lengths[rows].min()), int(edge), int(rows.sum()), scores))
        below = edge
    return found
