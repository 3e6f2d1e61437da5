"""What a classifier of texts is connected to."""

from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import TextFacts
from core.text.ratios import columns


def sizes(texts: TextFacts, spec: ExperimentSpec) -> Ends:
    """Inputs and outputs of the networks; nothing about texts that the store keeps makes them unfit."""
    return text_ends(spec, len(texts.classes))


def text_ends(spec: ExperimentSpec, classes: int) -> Ends:
    """A network reads embeddings of words, which are not counted, and tells a number per class."""
    task = spec.of(SentimentSpec)
    return Ends(task.embedding + task.pairs * columns(classes), classes, task.pooling == "attention")
