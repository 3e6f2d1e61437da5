"""The sentences behind buttons of Learn: in English and Chinese, read both ways; one click trains."""

from dataclasses import replace
from typing import Any

from app.data.text_picker import text_sample
from app.experiments.start import start
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.spec import SentimentSpec
from core.text.samples import PRESELECTED

OTHERWISE: dict[str, dict[str, Any]] = {  # by step
    "vectors": {"embedding_start": "random"},  # what vectors become is learnt from nothing
    "padding": {"pooling": "last"},  # the one state that padding would move
}


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment."""
    texts = text_sample(PRESELECTED)
    spec = advised(texts)
    start(texts, replace(spec, task=replace(spec.of(SentimentSpec), **OTHERWISE.get(step, {}))), title)
