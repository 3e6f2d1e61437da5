"""Settings that suit labelled texts: what a newcomer starts with."""

import math
from dataclasses import replace

from core.specs import ExperimentSpec
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.facts import TextFacts

MANY_TEXTS = 15_000  # they are learnt from in half the updates at twice the rate
FEW_TEXTS = 5000  # too few to learn every Chinese word; characters occur often enough


def advised(texts: TextFacts) -> ExperimentSpec:
    """The usual settings with a length that suits the texts; few or many get larger updates."""
    report = texts.report
    task, training = replace(TEXTS.of(SentimentSpec), longest=report.suggested), TEXTS.training
    if report.texts - report.test < FEW_TEXTS:
        task = replace(task, tokenizer="characters", test_share=0.1)
        training = replace(training, batch=32, learning_rate=0.002)
    elif report.texts - report.test >= MANY_TEXTS:
        training = replace(training, learning_rate=0.002)
    return replace(TEXTS, data=texts.sha256, task=task, training=training)


def judging_texts(texts: TextFacts, task: SentimentSpec) -> int:
    """How many texts will judge: those given as test, else the share that is drawn."""
    return texts.report.test or math.floor(texts.report.texts * task.test_share)
