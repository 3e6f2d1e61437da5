"""What was found about classifiers, in one sentence; then its evidence; then badges."""

import math
from collections.abc import Sequence

import streamlit as st

from app.experiments.badges import Badge, device_badges, limit_badges, seeds_badge
from app.experiments.classes.methods import scaling_words
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import p_value, percent, points, whole
from core.evaluate.paired_accuracy import accuracy_margin
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.classified.outcome import ClassOutcome
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

FAR_OFF = 0.05  # calibration error from which probabilities should not be taken at their word
VAGUE = 0.05  # an accuracy known no better than this is pointed out
ENOUGH = 1000  # test examples


def headline(t: Translate, outcome: ClassOutcome, words: str) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    found = "unclear" if outcome.unclear else outcome.verdict.outcome
    told = t(
        f"{words}_verdict.{found}",
        texts=whole(len(outcome.truth)),
        cell=t(f"cell.{best.name}"),
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
        gain=points(t, best.gain),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def evidence(t: Translate, outcome: ClassOutcome, words: str) -> str:
    """The figures that the verdict rests on."""
    best = outcome.method(outcome.verdict.cell)
    tested = "tested" if outcome.verdict.tests else "outdated" if outcome.outdated else "untested"
    told = t(
        f"{words}_evidence.{tested}",
        cell=t(f"cell.{best.name}"),
        accuracy=percent(best.scores["accuracy"]),
        reference=t(f"method.{outcome.reference}"),
        theirs=percent(outcome.method(outcome.reference).scores["accuracy"]),
        gain=points(t, best.gain),
        low=points(t, best.low),
        high=points(t, best.high),
        texts=whole(len(outcome.truth)),
        p=p_value(best.p_holm),
        tests=outcome.verdict.tests,
    )
    return spaced(t, told, _with_bag(t, outcome), _balance(t, outcome), not_judged(t, outcome.verdict))


def few(t: Translate, outcome: ClassOutcome, words: str) -> str:
    """A warning where an accuracy on so few examples is known only roughly; else nothing."""
    margin = accuracy_margin(len(outcome.truth))
    if margin <= VAGUE:
        return ""
    return t(f"{words}_verdict.few", texts=whole(len(outcome.truth)), points=math.ceil(100 * margin))


def reference_words(t: Translate, outcome: ClassOutcome, words: str) -> str:
    """Which baselines the cells are compared with, and why these."""
    names = {name: t(f"method.{getattr(outcome, name)}") for name in ("reference", "beforehand")}
    same = ".same" if outcome.reference == outcome.beforehand else ""
    return t(f"{words}_verdict.reference{same}", **names)


def verdict_card(
    t: Translate, outcome: ClassOutcome, runs: list[Run], spec: ExperimentSpec, words: str,
    *, weighs: bool, explained: tuple[str, ...], badges: Sequence[Badge] = (),
) -> None:  # fmt: skip
    """Draw the card.

    Args:
        weighs: Whether rare classes count as much as frequent ones in training.
        explained: Paragraphs about its numbers.
        badges: Of what the examples are.
    """
    told, proof = headline(t, outcome, words), evidence(t, outcome, words)
    if warning := few(t, outcome, words):
        st.warning(warning, icon=":material/straighten:")
    if outcome.unequal and not weighs:
        proof = spaced(t, proof, t("text_evidence.weigh", setting=t("spec.class_weights")))
    reference = reference_words(t, outcome, words)
    cells = {m.name: (m.seeds, m.weights) for m in outcome.methods if m.kind == "cell"}
    about = [calibration_badge(t, outcome, words), *badges, seeds_badge(t, spec, cells)]
    about += limit_badges(t, runs, spec.training)
    verdict_frame(
        t, outcome, told, proof, reference, [*about, *device_badges(t, runs)], explained, going=active(runs)
    )


def calibration_badge(t: Translate, outcome: ClassOutcome, words: str) -> Badge:
    """Of the best cell; with few examples a bin holds so few that the figure says little."""
    cell, many = outcome.verdict.cell, len(outcome.truth) >= ENOUGH
    known = outcome.calibration[cell]
    error = known.scaled_error
    if not known.fitted:
        about = t("text_result.few_to_scale.help")
        return Badge(scaling_words(t, known, words), None, "orange", about, "calibration")
    text = t("audit.calibration", cell=t(f"cell.{cell}"), error=percent(error))
    about = t("audit.calibration.help" if many else "audit.calibration.few")
    if not many:
        return Badge(text, None, "gray", about, "calibration")
    if error < FAR_OFF:
        return Badge(text, ":material/check:", "green", about, "calibration")
    return Badge(text, ":material/warning:", "orange", about, "calibration")


def _with_bag(t: Translate, outcome: ClassOutcome) -> str:
    """Whether the cell that does best beside the bag of words adds anything to it."""
    if not outcome.added:
        return ""
    best = max(outcome.added, key=lambda one: (one.finding == "adds", one.accuracy))
    return t(
        f"text_evidence.{best.finding}",
        cell=t(f"cell.{best.cell}"),
        bag=t(f"method.{best.bag}"),
        accuracy=percent(best.accuracy),
        theirs=percent(best.theirs),
        gain=points(t, best.gain),
        low=points(t, best.low),
        high=points(t, best.high),
        p=p_value(best.p_holm),
        tests=len(outcome.added),
    )


def _balance(t: Translate, outcome: ClassOutcome) -> str:
    """Of unequal classes the accuracy over classes, which counts each of them alike."""
    if not outcome.unequal:
        return ""
    best, theirs = outcome.method(outcome.verdict.cell), outcome.method(outcome.reference)
    return t(
        "text_evidence.balanced",
        cell=t(f"cell.{best.name}"),
        balanced=percent(best.scores["balanced_accuracy"]),
        reference=t(f"method.{outcome.reference}"),
        theirs=percent(theirs.scores["balanced_accuracy"]),
    )
