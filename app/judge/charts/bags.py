"""Bags of words: what they count, how cells are compared with them, and both together."""

from collections import Counter

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, bars, framed
from app.i18n import Translate
from app.judge.charts.answers import TEXTS, answers
from app.numbers import p_value, percent, signed
from core.evaluate.paired_accuracy import drawn_accuracies, judged_texts


def bags(t: Translate) -> go.Figure:
    """A sentence as a bag of words: how often each word occurs, and nothing about their order."""
    counts = Counter(t("judge.label.sentence").split())
    figure = go.Figure()
    names = [name for name, _ in counts.most_common()]
    bars(figure, names, [counts[name] for name in names], [OURS] * len(names))
    figure.update_yaxes(dtick=1)
    return framed(figure, t("judge.label.word"), t("judge.label.times"))


def paired(t: Translate) -> go.Figure:
    """Two thousand resamples of the same texts for both: how often is the gain above zero?"""
    random = np.random.default_rng(14)
    reference = random.random(TEXTS) < 0.80
    right = np.where(random.random(TEXTS) < 0.75, reference, random.random(TEXTS) < 0.95)
    found = judged_texts({"gru": right}, {"tfidf": reference}, "tfidf")[0]
    drawn = drawn_accuracies(np.stack([right, reference]))
    figure = go.Figure(
        go.Histogram(x=100 * (drawn[:, 0] - drawn[:, 1]), nbinsx=30, marker={"color": OURS.faint(0.6)})
    )
    figure.update_traces(showlegend=False)
    figure.add_vline(x=0, line={"color": DARK.color, "width": 1.4, "dash": "dot"})
    ends = {"gain": found.gain, "low": found.low, "high": found.high}
    for edge in ("low", "high"):
        figure.add_vline(x=100 * (ends[edge] or 0.0), line={"color": ODD.color, "width": 1.4})
    told = t(
        "judge.label.gain_from_to", p=p_value(found.p), **{name: signed(end) for name, end in ends.items()}
    )
    return framed(figure, told, t("judge.label.draws"))


def with_bag(t: Translate) -> go.Figure:
    """A bag of words, a cell, and half of each in log-odds; they are wrong about different texts."""
    truth, bag = answers()
    random = np.random.default_rng(16)
    margin = (2 * truth - 1) * 1.1 + 1.3 * random.standard_normal(TEXTS)
    cell = np.column_stack([-margin, margin])
    shares = [float(np.mean(told.argmax(axis=1) == truth)) for told in (bag / 1.4, cell, bag / 1.4 + cell)]
    names = [t("judge.label.bag"), "GRU", t("method.with_bag", cell="GRU")]
    figure = go.Figure()
    bars(figure, names, [100 * one for one in shares], [QUIET, OTHER, OURS], [percent(one) for one in shares])
    return framed(figure, y=t("chart.accuracy"))
