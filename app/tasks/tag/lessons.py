"""The sentences behind buttons of Learn: a tag for each word; one click trains."""

from dataclasses import replace

from app.experiments.start import start as queue_and_open
from app.tasks.tag.known import tagged_sample
from core.tasks.tag.start import start
from core.text.tagged.samples import FIRST

ONE_WAY = "tagging"  # what stands beside it in Compare, read both ways, comes with the product


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment."""
    sentences = tagged_sample(FIRST)
    spec = start(sentences)
    model = replace(spec.model, bidirectional=step != ONE_WAY)
    queue_and_open(sentences, replace(spec, model=model), title)
