"""Labelled texts in a line."""

from app.data.text_report import texts_line
from app.i18n import Translate
from core.specs import ExperimentSpec
from core.text.facts import TextFacts


def labelled_texts(t: Translate, spec: ExperimentSpec, data: TextFacts) -> str:
    """The texts; every task on them is the same."""
    return texts_line(t, data)
