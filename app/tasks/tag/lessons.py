"""The sentences behind a button of Learn: a tag for each word; one click trains."""

from app.experiments.start import start as queue_and_open
from app.tasks.tag.known import tagged_sample
from core.tasks.tag.start import start
from core.text.tagged.samples import FIRST


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment; there is one step on tags."""
    sentences = tagged_sample(FIRST)
    queue_and_open(sentences, start(sentences), title)
