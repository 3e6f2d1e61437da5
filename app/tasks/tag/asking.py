"""Ask the engine for the tags of sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.people import owner
from app.store import open_store
from app.tasks.tag.words import TaggedWord
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask
from core.text.tagged.cutting import sentences_of
from core.text.tagged.facts import TaggedFacts

PATIENCE = 90.0  # seconds; an engine may have to start first
PART = 50  # sentences asked about at once


@dataclass
class Told:
    """Sentences with the tags that every cell tells."""

    sentences: list[list[str]]
    cells: dict[str, list[list[TaggedWord]]] = field(default_factory=dict)
    seeds: dict[str, list[int]] = field(default_factory=dict)


def cut(text: bytes, facts: TaggedFacts) -> list[list[str]]:
    """The sentences of a text, cut as those that were trained on; raises what `sentences_of` does."""
    return sentences_of(text, facts.unit, facts.splits)


def tags_of(
    experiment: Experiment,
    facts: TaggedFacts,
    sentences: Sequence[list[str]],
    on_part: Callable[[int], object] = lambda done: None,
) -> Told:
    """Ask, a part after the other; raises UserError.

    Args:
        on_part: Called with the number of sentences done so far.
    """
    store, found = open_store(), Told(list(sentences))
    ensure_engine(store)
    for start in range(0, len(sentences), PART):
        part = list(sentences[start : start + PART])
        picked = ask(store.engine, experiment.id, "tag", asker=owner(), sentences=part)
        told = answer(store.engine, picked, PATIENCE)
        for cell, one in told["cells"].items():
            tags, unknown = iter(one["tags"]), iter(told["unknown"])
            found.seeds[cell] = one["seeds"]
            each = found.cells.setdefault(cell, [])
            each += [
                [_word(word, next(tags), next(unknown), facts.names) for word in words] for words in part
            ]
        on_part(start + len(part))
    return found


def _word(word: str, told: Sequence[Any], unknown: bool, names: Sequence[str]) -> TaggedWord:
    tag, sure, others = told
    likely = tuple((names[place], share) for place, share in others)
    return TaggedWord(word, names[tag], sure, likely, known=not unknown)
