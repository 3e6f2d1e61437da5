"""Pairs that differ in one thing: what was trained once and is kept with the product.

python -m benchmarks.lessons      # trains them anew, beside all else that it keeps
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from app.i18n import Translate
from app.learn.measured import measured
from app.numbers import figure, percent
from core.words.sentences import spaced

KEPT = Path(__file__).with_name("pairs.json")


@dataclass(frozen=True)
class Pair:
    """What was trained in two or more ways that differ in one thing."""

    name: str
    step: str  # of Learn, that it belongs to
    share: bool  # whether figures are shares of right answers; else errors, the less the better
    sides: Mapping[str, list[float]]  # by name a figure of each seed
    seeds: int


@cache
def kept_pairs() -> dict[str, Any]:
    """By pair its sides, each with a figure per seed, or with the seeds' mean."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def pairs() -> dict[str, Pair]:
    """All, in the order of the path."""
    kept, learnt = kept_pairs()["pairs"], measured()
    layers = {name: one["accuracy"] for name, one in learnt["layers"].items()}
    dropout = {side: learnt["dropout"][share]["mae"] for side, share in (("off", "0"), ("on", "0.3"))}
    more, few, many = learnt["seeds"], kept_pairs()["seeds"], kept_pairs()["small_seeds"]
    found = (
        Pair("order", "sequence", True, kept["order"]["sides"], many),
        Pair("side_by_side", "sharing", True, kept["side_by_side"]["sides"], many),
        Pair("forget", "lstm", True, kept["forget"]["sides"], many),
        Pair("directions", "stacked", True, {name: layers[name] for name in ("one_way", "both_ways")}, more),
        Pair("layers", "stacked", True, {name: layers[name] for name in ("one_way", "two_layers")}, more),
        Pair("dropout", "regularisation", False, dropout, more),
        Pair("attention", "attention", True, kept["attention"]["sides"], few),
    )
    return {one.name: one for one in found}


def mean_told(pair: Pair, side: str) -> str:
    """The mean over seeds, with their deviation where each is known."""
    values = np.array(pair.sides[side])
    write = percent if pair.share else figure
    told = write(float(values.mean()))
    return told if len(values) < 2 else f"{told} ± {write(float(values.std(ddof=1)))}"


def apart(pair: Pair) -> bool | None:
    """Whether no seed of one side reaches any of another; None where only means are known."""
    sides = [np.array(values) for values in pair.sides.values()]
    if any(len(values) < 2 for values in sides):
        return None
    ordered = sorted(sides, key=lambda values: float(values.mean()))
    return all(low.max() < high.min() for low, high in zip(ordered, ordered[1:], strict=False))


def pair_told(t: Translate, pair: Pair) -> str:
    """What came out on each side, and whether the seeds agree."""
    sides = [
        t("learn.pair.side", side=t(f"learn.pair.{pair.name}.{side}"), value=mean_told(pair, side))
        for side in pair.sides
    ]
    what = t("learn.pair.right" if pair.share else "learn.pair.error")
    told = t("learn.pair.told", what=what, sides=t("words.comma").join(sides), seeds=pair.seeds)
    clear = apart(pair)
    if clear is None:
        return told
    return spaced(t, told, t("learn.pair.apart" if clear else "learn.pair.luck"))
