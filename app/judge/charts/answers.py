"""The scores of classifiers, from a few hundred made-up answers."""

from functools import cache

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, bars, framed, line, points, word
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import percent
from core.arrays import Floats, Ints
from core.evaluate import classification as judged
from core.text.splits import BLOCKS, Shares
from core.text.splits import split as stratified

TEXTS = 400


@cache
def answers(sure: float = 1.4) -> tuple[Ints, Floats]:
    """True classes of texts, and what a classifier that is too sure of itself says, before the softmax."""
    random = np.random.default_rng(13)
    truth = random.integers(0, 2, TEXTS)
    margin = (2 * truth - 1) * 1.1 + 1.3 * random.standard_normal(TEXTS)
    return truth, sure * np.column_stack([-margin, margin])


def split(t: Translate) -> go.Figure:
    """A class of 20 % stays 20 % in every block."""
    labels = (np.arange(500) % 5 == 0).astype(int)
    blocks = stratified(labels, np.zeros(500, dtype=bool), Shares(0.1, 0.05, 0.15))
    figure, names = go.Figure(), [t(f"judge.block.{name}") for name in BLOCKS]
    for label, look in ((0, OURS), (1, ODD)):
        counts = [int((labels[blocks[name]] == label).sum()) for name in BLOCKS]
        bars(figure, names, counts, [look] * 4, name=t(f"judge.label.class_{label}"))
    figure.update_layout(barmode="stack")
    return framed(figure, y=t("chart.texts"), legend=True)


def accuracy(t: Translate) -> go.Figure:
    """A hundred texts, told right or wrong."""
    truth, logits = answers()
    right = logits.argmax(axis=1)[:100] == truth[:100]
    places = np.divmod(np.argsort(~right, kind="stable").argsort(), 20)
    figure = go.Figure()
    for told, look in ((True, OTHER), (False, ODD)):
        name = t("judge.label.right" if told else "judge.label.wrong")
        points(figure, places[1][right == told], places[0][right == told], look, name, size=10)
    figure.update_yaxes(visible=False, autorange="reversed")
    figure.update_xaxes(visible=False)
    framed(figure, legend=True)
    figure.update_xaxes(visible=True, showticklabels=False, showgrid=False)
    return figure.update_xaxes(title=t("judge.label.accuracy_is", share=percent(float(right.mean()), 0)))


def balanced(t: Translate) -> go.Figure:
    """Who always says the frequent class is right often, and knows nothing."""
    truth = (np.arange(100) < 10).astype(int)
    found = judged.scores(truth, np.tile([0.9, 0.1], (100, 1)))
    shown = {name: 100 * (found[name] or 0.0) for name in ("accuracy", "balanced_accuracy")}
    figure, names = go.Figure(), [t(f"metric.{name}") for name in shown]
    told = [percent(value / 100, 0) for value in shown.values()]
    bars(figure, names, list(shown.values()), [QUIET, ODD], told)
    return framed(figure, y="%")


def classes(t: Translate) -> go.Figure:
    """Of the texts called so, how many are; of those that are, how many were called so."""
    truth, logits = answers()
    one = judged.class_scores(judged.confusion(truth, (logits[:, 1] > 2).astype(int), 2))[1]
    shown = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    figure, names = go.Figure(), [t(f"judge.label.{name}") for name in shown]
    bars(
        figure,
        names,
        [100 * share for share in shown.values()],
        [OURS, ODD, OTHER],
        [percent(s, 0) for s in shown.values()],
    )
    return framed(figure, y="%")


def confusion(t: Translate) -> go.Figure:
    """Counts of true class against told class."""
    truth, logits = answers()
    table = judged.confusion(truth, logits.argmax(axis=1), 2)
    names = [t("judge.label.class_0"), t("judge.label.class_1")]
    figure = go.Figure(
        go.Heatmap(
            z=table,
            x=names,
            y=names,
            text=table,
            texttemplate="%{text}",
            textfont={"color": DARK.color, "size": 15},
            colorscale=[[0, OURS.faint(0.04)], [1, OURS.faint(0.7)]],
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return framed(figure, t("chart.told"), t("chart.truth"))


def auc(t: Translate) -> go.Figure:
    """Found among the ones against falsely found among the others, as the limit moves."""
    truth, logits = answers()
    order = np.argsort(-logits[:, 1])
    hits, alarms = np.cumsum(truth[order] == 1), np.cumsum(truth[order] == 0)
    area = judged.roc_auc(truth, judged.softmax(logits))
    figure = go.Figure()
    line(figure, [0, 100], [0, 100], QUIET, t("judge.label.guessing"), width=1.4, dash="dot")
    line(figure, 100 * alarms / alarms[-1], 100 * hits / hits[-1], OURS, f"AUC {number(area)}")
    return framed(figure, t("judge.label.false_alarms"), t("judge.label.found"), legend=True)


def log_loss(t: Translate) -> go.Figure:
    """What an answer costs, by the probability that it gave the true class."""
    given = np.linspace(0.01, 1, 100)
    costs = [judged.log_loss(np.array([0]), np.array([[share, 1 - share]])) for share in given]
    figure = go.Figure()
    line(figure, 100 * given, costs, OURS)
    for share in (0.9, 0.5, 0.05):
        cost = float(-np.log(share))
        points(figure, [100 * share], [cost], ODD, size=9)
        word(figure, 100 * share, cost, number(cost, 2), ODD, yshift=14)
    return framed(figure, t("judge.label.given_to_truth"), t("metric.log_loss"))


def calibration(t: Translate) -> go.Figure:
    """What is promised against what is kept, in bins; the gaps to the diagonal make the error."""
    truth, logits = answers()
    probabilities = judged.softmax(logits)
    found = judged.reliability(truth, probabilities, 8)
    figure = go.Figure()
    line(figure, [50, 100], [50, 100], QUIET, t("chart.perfect"), width=1.4, dash="dot")
    for promised, kept in zip(100 * found.confidence, 100 * found.accuracy, strict=True):
        line(figure, [promised, promised], [promised, kept], ODD, width=2, dash="solid")
    points(figure, 100 * found.confidence, 100 * found.accuracy, OURS, size=8)
    error = percent(judged.calibration_error(truth, probabilities, 8))
    word(figure, 52, 96, f"ECE {error}", ODD, xanchor="left")
    return framed(figure, t("chart.confidence"), t("chart.accuracy"), legend=True)


def temperature(t: Translate) -> go.Figure:
    """How sure the same answers are at three temperatures; which one fits is found on calibration texts."""
    truth, logits = answers()
    best = judged.temperature(truth, logits)
    margins = np.linspace(-6, 6, 61)
    figure = go.Figure()
    for heat, look in ((1.0, QUIET), (best, OURS), (4.0, ODD)):
        told = judged.softmax(np.column_stack([-margins / 2, margins / 2]), heat)[:, 1]
        name = t("judge.label.temperature", value=number(heat, 2))
        line(figure, margins, 100 * told, look, name)
    return framed(figure, t("judge.label.before_softmax"), t("judge.label.probability"), legend=True)


def unknown(t: Translate) -> go.Figure:
    """Words follow Zipf's law: a few make up most of a text, and the rare ones never end."""
    share = 1 / np.arange(1, 50_001)
    known = np.cumsum(share) / share.sum()
    sizes = np.array([100, 300, 1000, 3000, 10_000, 20_000, 50_000])
    figure = go.Figure()
    line(figure, sizes, 100 * (1 - known[sizes - 1]), OURS)
    points(figure, sizes, 100 * (1 - known[sizes - 1]), OURS)
    figure.update_xaxes(type="log", tickvals=[100, 1000, 10_000], ticktext=["100", "1,000", "10,000"])
    return framed(figure, t("judge.label.known_words"), t("judge.label.unknown"))


def contributions(t: Translate) -> go.Figure:
    """Integrated gradients of a sentence by a formula in which "not" turns what follows."""
    words = t("judge.label.short_sentence").split()

    def probability(given: Floats) -> float:
        """Of "positive"; the words are given by shares from 0 (blank) to 1."""
        negated = 2.2 * given[2] * (1 - 2 * given[1])
        return float(1 / (1 + np.exp(-(0.3 * given[0] + negated + 0.2 * given[3]))))

    found, steps = np.zeros(4), np.linspace(0, 1, 51)
    for share in steps:
        at = np.full(4, share)
        nudged = [at + 1e-5 * np.eye(4)[place] for place in range(4)]
        found += [(probability(one) - probability(at)) / 1e-5 / len(steps) for one in nudged]
    figure = go.Figure()
    bars(figure, words, (100 * found).tolist(), [OURS if share > 0 else ODD for share in found])
    figure.update_yaxes(zeroline=True, zerolinecolor=DARK.color)
    return framed(figure, y=t("judge.label.points_for_positive"))
