"""What the engine knows of new labelled texts that networks learn on from."""

from dataclasses import dataclass, field, replace

from core.store.store import Store
from core.tasks.question import Question
from core.tasks.sentiment.texts import Texts

KIND = "continue"  # of the question


@dataclass(frozen=True, eq=False)
class WithNew(Texts):
    """An experiment's texts, and new ones."""

    new: bytes = field(default=b"", repr=False)  # Parquet


def with_new(store: Store, question: Question) -> Question:
    """A question about networks that learn on, with what they learn from; raises `data_gone`."""
    source = question.source
    assert isinstance(source, Texts)
    body = store.dataset_body(str(question.asked["data"]))
    whole = WithNew(
        source.classes, source.languages, source.words, source.ratios, source.pairs, source.vectors, new=body
    )
    return replace(question, source=whole)
