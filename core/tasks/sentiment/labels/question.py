"""What the engine knows of an experiment whose labels are checked: all of its texts, with their labels."""

from dataclasses import dataclass, field, replace

from core.store.records import Experiment
from core.store.store import Store
from core.tasks.question import Question
from core.tasks.sentiment.texts import Texts

KIND = "labels"  # of the question


@dataclass(frozen=True, eq=False)
class LabelledTexts(Texts):
    """Texts as an experiment has them."""

    body: bytes = field(default=b"", repr=False)  # Parquet


def about_labels(store: Store, experiment: Experiment, question: Question) -> Question:
    """A question about one fold: no network is asked, the texts go along; raises `data_gone`."""
    source = question.source
    assert isinstance(source, Texts)
    whole = LabelledTexts(
        source.classes, source.languages, source.words, vectors=source.vectors,
        body=store.dataset_body(experiment.data),
    )  # fmt: skip
    return replace(question, source=whole, typical=(), together=(), bag=None)
