"""From losses to words: chance, better than every simple method, worse, and what the figures are about."""

import math
from typing import TypeAlias

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, bars, framed, word
from app.charts.theme import Mark
from app.i18n import Translate
from app.numbers import figure as number
from core.arrays import Floats
from core.evaluate.judging import judged_against
from core.evaluate.metrics import mae
from core.evaluate.significance import skill, skill_interval
from core.evaluate.verdict import Judged

THROWS, RIGHT = 20, 15
ORIGINS = 160
Ends: TypeAlias = tuple[float | None, float | None]
LOOKS = {"worse": ODD, "no_better": QUIET, "better": OTHER}


def _losses(level: float, seed: int) -> Floats:
    """Losses on one test: what is hard for one method is hard for another."""
    shared = np.random.default_rng(20).gamma(2.0, 0.5, ORIGINS)
    own = np.random.default_rng(seed).gamma(2.0, 0.5, ORIGINS)
    found: Floats = level * (0.6 * shared + 0.4 * own)
    return found


SIMPLE = {"last_value": _losses(1.6, 21), "seasonal_naive": _losses(1.25, 22), "ridge": _losses(1.0, 23)}


def p_value(t: Translate) -> go.Figure:
    """How often pure guessing is right so many times of twenty."""
    times = np.arange(THROWS + 1)
    shares = [100 * math.comb(THROWS, int(n)) / 2**THROWS for n in times]
    figure = go.Figure()
    bars(figure, times.tolist(), shares, [ODD if n >= RIGHT else QUIET for n in times])
    surprising = sum(shares[RIGHT:]) / 100
    told = t("judge.label.as_good_by_luck", p=f"{surprising:.2f}")
    word(figure, RIGHT + 2, 4, told, ODD, font={"color": ODD.color, "size": 13})
    figure.update_xaxes(dtick=5)
    return framed(figure, t("judge.label.right_of", count=THROWS), t("judge.label.share_of_games"))


def verdict(t: Translate) -> go.Figure:
    """Two cells' skills against each of three simple methods; only one of them is above zero everywhere."""
    figure = go.Figure()
    for cell, level, look in (("gru", 0.8, OTHER), ("rnn", 1.02, ODD)):
        losses, names = _losses(level, 30), [t(f"method.{name}") for name in SIMPLE]
        ends = [skill_interval(losses[None], other, block=1, seed=1) for other in SIMPLE.values()]
        gains = [skill(float(losses.mean()), float(other.mean())) or 0.0 for other in SIMPLE.values()]
        found = judged_against({cell: losses}, SIMPLE, "seasonal_naive", 1, 1)[0]
        name = _said_of(t, cell.upper(), found)
        _ranges(figure, names, gains, ends, look, name)
    figure.add_vline(x=0, line={"color": DARK.color, "width": 1.2, "dash": "dot"})
    figure.update_yaxes(showgrid=False)
    figure.update_layout(scattermode="group")
    return framed(figure, t("judge.label.skill_percent"), legend=True)


def worse(t: Translate) -> go.Figure:
    """Three cells against the simple method chosen beforehand, and what is said of each."""
    figure, beforehand = go.Figure(), {"ridge": SIMPLE["ridge"]}
    levels = {"RNN": 1.25, "LSTM": 1.0, "GRU": 0.85}
    losses = {cell: _losses(level, 40 + place) for place, (cell, level) in enumerate(levels.items())}
    for one in judged_against(losses, beforehand, "ridge", 1, 1):
        name = _said_of(t, one.cell, one)
        _ranges(figure, [name], [one.gain or 0.0], [(one.low, one.high)], LOOKS[_found(one)])
    figure.add_vline(x=0, line={"color": DARK.color, "width": 1.2, "dash": "dot"})
    figure.update_yaxes(showgrid=False)
    return framed(figure, t("judge.label.skill_percent"))


def reach(t: Translate) -> go.Figure:
    """The same forecast, skill 10 % in the long run, on twelve stretches of time one after another."""
    random, stretches = np.random.default_rng(24), 12
    hard = np.exp(0.5 * random.standard_normal((stretches, 1)))
    reference = hard * np.abs(random.standard_normal((stretches, 40)))
    usual = 0.9 + 0.18 * random.standard_normal((stretches, 1))
    ours = usual * reference + 0.1 * np.abs(random.standard_normal((stretches, 40)))
    found = [
        100 * (skill(float(a.mean()), float(b.mean())) or 0.0) for a, b in zip(ours, reference, strict=True)
    ]
    figure, times = go.Figure(), np.arange(1, stretches + 1)
    bars(figure, times.tolist(), found, [OURS if one > 0 else ODD for one in found])
    figure.add_hline(y=float(np.mean(found)), line={"color": DARK.color, "width": 1.4, "dash": "dot"})
    figure.update_yaxes(zeroline=True, zerolinecolor=QUIET.color)
    figure.update_xaxes(dtick=1)
    return framed(figure, t("judge.label.stretches"), t("judge.label.skill_percent"))


def with_ridge(t: Translate) -> go.Figure:
    """Ridge, a cell, and half of each: where they err in different ways, errors cancel."""
    random = np.random.default_rng(25)
    truth = random.standard_normal(400).cumsum()
    shared = 0.7 * random.standard_normal(400)
    ridge, cell = (truth + shared + random.standard_normal(400) for _ in range(2))
    errors = [mae(truth, guess) for guess in (ridge, cell, (ridge + cell) / 2)]
    names = [t("method.ridge"), "GRU", t("method.with_ridge", cell="GRU")]
    figure = go.Figure()
    bars(figure, names, errors, [QUIET, OTHER, OURS], [number(error) for error in errors])
    return framed(figure, y="MAE")


def _found(one: Judged) -> str:
    return "better" if one.better else "worse" if one.worse else "no_better"


def _said_of(t: Translate, cell: str, one: Judged) -> str:
    """A cell's name with what is said of it."""
    return t("judge.label.said_of", cell=cell, found=t(f"judge.label.{_found(one)}"))


def _ranges(
    figure: go.Figure, names: list[str], gains: list[float], ends: list[Ends], look: Mark, legend: str = ""
) -> None:
    """Skills in percent with their intervals."""
    high = [100 * ((end[1] or gain) - gain) for gain, end in zip(gains, ends, strict=True)]
    low = [100 * (gain - (end[0] or gain)) for gain, end in zip(gains, ends, strict=True)]
    spread = {"type": "data", "symmetric": False, "array": high, "arrayminus": low, "thickness": 2}
    figure.add_scatter(
        x=[100 * gain for gain in gains], y=names, mode="markers", name=legend, showlegend=bool(legend),
        marker={"color": look.color, "size": 10, "symbol": look.symbol}, error_x=spread,
    )  # fmt: skip
