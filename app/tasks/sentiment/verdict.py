"""What was found about classifiers of texts: the sentences of all classifiers, in words for texts."""

from functools import partial

from app.experiments.badges import Badge
from app.experiments.classes.verdict import (
    calibration_badge,
    evidence,
    few,
    headline,
    reference_words,
    verdict_card,
)
from app.i18n import Translate
from app.numbers import percent
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.sentiment.spec import SentimentSpec

WORDS = "text"
EXPLAINED = ("verdict", "accuracy", "paired", "bags", "holm", "split")
MANY_UNKNOWN = 0.1  # share of the test texts' words
text_headline = partial(headline, words=WORDS)
text_evidence = partial(evidence, words=WORDS)
text_reference = partial(reference_words, words=WORDS)
few_texts = partial(few, words=WORDS)
text_calibration = partial(calibration_badge, words=WORDS)


def text_verdict_card(t: Translate, outcome: ClassOutcome, runs: list[Run], spec: ExperimentSpec) -> None:
    """Draw the card."""
    verdict_card(
        t, outcome, runs, spec, WORDS, weighs=spec.of(SentimentSpec).class_weights, explained=EXPLAINED,
        badges=[_unknown(t, outcome)],
    )  # fmt: skip


def _unknown(t: Translate, outcome: ClassOutcome) -> Badge:
    share = outcome.facts["unknown"]
    text, about = t("audit.unknown", share=percent(share)), t("audit.unknown.help")
    return Badge(text, None, "orange" if share > MANY_UNKNOWN else "gray", about, "unknown")
