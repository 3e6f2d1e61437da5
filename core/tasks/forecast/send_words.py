"""What to send, in the words of a language: number, range, how far off such forecasts were, and why."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.evaluate import known
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word
from core.words.sentences import spaced

LEVEL = 0.8  # of the range that is told: what comes lies in it in four cases of five
Shown = Callable[[Any], str]


def send_facts(outcome: Outcome) -> dict[str, Any]:
    """The facts of the sentences.

    Returns:
        method; kind ("simple", "cell" or "with_ridge"); best before the test (None: too few rows to compare
        on); level; steps, each with time, value, low and high; of the test: origins, mae, share (of
        the mean size of what came; None where that is no use) and coverage; one_range: whether all levels
        have the same range, for want of calibration rows.
    """
    name, future, row = outcome.sent.name, outcome.future, outcome.sent_row()
    low, high = future.intervals[name][LEVEL]
    steps = [
        {"time": time, "value": float(value), "low": float(below), "high": float(above)}
        for time, value, below, above in zip(future.times, future.forecasts[name], low, high, strict=True)
    ]
    covered = next(one for one in outcome.covered_by_drawn(name) if one.level == LEVEL)
    return {
        "method": name, "kind": row.kind, "best": outcome.sent.best, "level": LEVEL, "steps": steps,
        "origins": len(outcome.backtest.origins), "mae": row.scores["mae"],
        "share": _share(row.scores["mae"], outcome), "coverage": covered.coverage,
        "one_range": _one_range(future.intervals[name]),
    }  # fmt: skip


def send_headline(t: Callable[..., str], facts: Mapping[str, Any], number: Shown, moment: Shown) -> str:
    """Which forecast, its first number and range, and its last.

    Args:
        number, moment: How a value and a time are written.
    """
    first, last = ({**step, "time": moment(step["time"])} for step in (facts["steps"][0], facts["steps"][-1]))
    told = {name: value if name == "time" else number(value) for name, value in first.items()}
    told |= {f"last_{name}": value if name == "time" else number(value) for name, value in last.items()}
    key = "send.headline.one" if len(facts["steps"]) == 1 else "send.headline"
    return t(key, method=method_word(t, facts["method"]), **told)


def send_evidence(t: Callable[..., str], facts: Mapping[str, Any], number: Shown, percent: Shown) -> str:
    """How far past forecasts were off, and why this one."""
    alike = t("send.one_range") if facts["one_range"] else ""
    return spaced(t, _past(t, facts, number, percent), alike, _why(t, facts))


def _past(t: Callable[..., str], facts: Mapping[str, Any], number: Shown, percent: Shown) -> str:
    if facts["mae"] is None:
        return t("send.no_past")
    told = {"mae": number(facts["mae"]), "origins": facts["origins"], "level": percent(facts["level"])}
    share = "" if facts["share"] is None else t("send.share", share=percent(facts["share"]))
    return t("send.past", **told, share=share, coverage=percent(facts["coverage"]))


def _why(t: Callable[..., str], facts: Mapping[str, Any]) -> str:
    best = facts["best"]
    if best is None:
        return t("send.why.few")
    if best == facts["method"]:
        return t("send.why.lowest")
    return t("send.why.simpler", best=method_word(t, best))


def _one_range(levels: Mapping[float, Any]) -> bool:
    first, *others = (np.stack(bounds) for bounds in levels.values())
    return bool(others) and all(np.array_equal(first, other) for other in others)


def _share(mae: float | None, outcome: Outcome) -> float | None:
    """The mean error in that of the values themselves; of no use where these swing around 0."""
    truth = outcome.backtest.truth
    size = float(known.mean(np.abs(truth)))
    return mae / size if mae is not None and 0 < mae <= size else None
