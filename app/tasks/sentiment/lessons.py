"""The sentences behind a button of Learn: in English and Chinese, read both ways; one click trains."""

from app.data.text_picker import text_sample
from app.experiments.start import start
from core.tasks.sentiment.advice import advised
from core.text.samples import PRESELECTED


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment; there is one step on texts."""
    texts = text_sample(PRESELECTED)
    start(texts, advised(texts), title)
