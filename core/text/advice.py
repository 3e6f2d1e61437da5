"""Settings that suit labelled texts: what a newcomer starts with."""

from dataclasses import replace

from core.specs import TEXTS, ExperimentSpec
from core.text.facts import TextFacts

FEW_TEXTS = 5000  # too few to learn every Chinese word; characters occur often enough


def advised(texts: TextFacts) -> ExperimentSpec:
    """The usual settings with a length that suits the texts; few texts get more and larger updates."""
    report = texts.report
    task, training = replace(TEXTS.sentiment, longest=report.suggested), TEXTS.training
    if report.texts - report.test < FEW_TEXTS:
        task = replace(task, tokenizer="characters", test_share=0.1)
        training = replace(training, batch=32, learning_rate=0.004, patience=3)
    return replace(TEXTS, data=texts.sha256, task=task, training=training)
