"""What to tag with: chosen on the validation sentences, before the test is looked at."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats
from core.evaluate.paired_shares import Shares
from core.evaluate.sent import Sent
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.sending import choose
from core.tasks.tag.scoring import judge_of, simple_names
from core.words.methods import method_word


def sent(
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    together: Callable[[Floats], Floats],
) -> Sent:
    """The simplest method whose score is within one standard error of the highest (`choose`).

    Cells, the means of their networks, come after the simple methods, those with fewer weights first. The
    same sentences have chosen how many updates the networks got.

    Args:
        together: Log-probabilities of the mean of some networks.
    """
    judge = judge_of(baselines, facts, "validation")
    names = simple_names(baselines)
    shares = {name: judge.shares(baselines[f"validation/{name}"]) for name in names}
    ordered = sorted(cells, key=lambda runs: runs.weights * len(runs.seeds))
    mine = {runs.cell: judge.decoded(together(runs.stacked("validation"))) for runs in ordered}
    shares |= {cell: judge.shares(told) for cell, told in mine.items()}
    kinds = dict.fromkeys(names, "simple") | dict.fromkeys(mine, "cell")
    losses = {name: missed(one) for name, one in shares.items()}
    return choose(losses, len(judge.lengths), kinds=kinds)


def missed(shares: Shares) -> Floats:
    """Each sentence's part in what the score lacks to 1: their mean is 1 - score, (sentences,)."""
    whole = max(float(np.sum(shares.of)), 1.0)
    found: Floats = (shares.of - shares.right) * len(shares.of) / whole
    return found


def send_lines(
    t: Callable[..., str], sent: Sent, score: float, share: Callable[[Any], str], *, spans: bool
) -> tuple[str, str]:
    """The method with its score on the test sentences; where it was chosen and why.

    Args:
        share: How a share is written.
    """
    end = ".spans" if spans else ""
    headline = t(f"tag_send.headline{end}", method=method_word(t, sent.name), score=share(score))
    if sent.best is None:
        return headline, t("tag_send.few")
    told = {"sentences": sent.independent, "score": share(1 - sent.errors[sent.name])}
    if sent.best == sent.name:
        return headline, t("tag_send.highest", **told)
    best = {"best": method_word(t, sent.best), "best_score": share(1 - sent.errors[sent.best])}
    return headline, t("tag_send.simpler", **told, **best)
