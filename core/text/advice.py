"""Settings that suit labelled texts: what a newcomer starts with."""

from dataclasses import replace

from core.specs import TEXTS, ExperimentSpec
from core.text.dataset import TextDataset
from core.text.report import TextReport, text_report

FEW_TEXTS = 5000  # too few to learn every Chinese word; characters occur often enough


def advised(data: TextDataset, report: TextReport | None = None) -> ExperimentSpec:
    """The usual settings with a length that suits the texts; few texts get more and larger updates.

    Args:
        report: Of these texts, where it is known already.
    """
    report = report or text_report(data)
    task, training = replace(TEXTS.sentiment, longest=report.suggested), TEXTS.training
    if report.texts - report.test < FEW_TEXTS:
        task = replace(task, tokenizer="characters", test_share=0.1)
        training = replace(training, batch=32, learning_rate=0.004)
    return replace(TEXTS, data=data.sha256, task=task, training=training)
