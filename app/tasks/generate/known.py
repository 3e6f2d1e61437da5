"""Long texts as pages know them: their facts, kept in memory; the texts stay on the disk."""

from collections.abc import Callable
from itertools import pairwise

import streamlit as st

from app.i18n import Translate
from app.keeping import still_kept
from app.numbers import whole
from app.store import open_store
from core.arrays import Ints
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.generate.characters import parts_of
from core.tasks.generate.keeping import facts_of, keep_text, pieces_of, stretch_of
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts
from core.text.long_samples import load_long_sample

LINE = 24  # characters of a line that a prompt begins with
LINE_OF_CHINESE = 6
AROUND = 2000  # characters in which such a line is looked for


def known_text(spec: ExperimentSpec, name: str | None = None) -> LongFacts:
    """What is known of an experiment's text, called as its maker calls it; raises `data_gone`."""
    return known_facts(open_store(), spec.data, name)


@st.cache_resource(show_spinner=False, max_entries=8)
def known_facts(_store: Store, hash: str, name: str | None = None) -> LongFacts:
    """The same by the hash of its content."""
    return facts_of(_store, hash, name)


def long_sample(name: str) -> LongFacts:
    """A sample, put into the store once."""
    found: LongFacts = still_kept(_sample, name, str(open_store().folder))
    return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _sample(name: str, folder: str) -> LongFacts:
    return keep_text(open_store(), load_long_sample(name))


def text_name(t: Translate, facts: LongFacts) -> str:
    """A translated name of what is known here, or what the person called it."""
    return t(f"long_sample.{facts.name}") if facts.source == "sample" else facts.name


def text_line(t: Translate, facts: LongFacts) -> str:
    """Name, length and number of different characters in one line."""
    unit = "items" if facts.sessions else "characters"
    stands = facts.stands[unit]
    letters, kinds = whole(stands.count), whole(len(stands.places))
    return t(
        "generate.line.items" if facts.sessions else "generate.line",
        name=text_name(t, facts),
        letters=letters,
        kinds=kinds,
    )


def line(t: Translate, spec: ExperimentSpec, facts: LongFacts) -> str:
    """The text in a line; every task on it is the same."""
    return text_line(t, facts)


def show_text(t: Translate, facts: LongFacts) -> None:
    """How it begins."""
    st.text(facts.begins + ("…" if facts.letters > len(facts.begins) else ""))
    if facts.source == "sample":
        st.caption(t(f"generate.licence.{facts.name}"))


def part_of(spec: ExperimentSpec, name: str) -> tuple[int, int]:
    """Where a part of an experiment's text begins and ends, of words nearly; raises `data_gone`."""
    return parts_of(known_text(spec).letters, spec.of(GenerateSpec))[name]


def reader(spec: ExperimentSpec, name: str) -> Callable[[int, int], str]:
    """What reads a stretch of a part, by places within it."""
    first, last = part_of(spec, name)

    def read(start: int, end: int) -> str:
        return stretch_of(open_store(), spec.data, first + start, min(first + end, last))

    return read


def held_out(spec: ExperimentSpec, places: Ints | None) -> Callable[[int, int], list[str]]:
    """What reads held-out characters, or words with the blanks behind them, from one to another.

    Args:
        places: Where each word begins, and where the last one ends; None of characters.
    """
    read = reader(spec, "test")
    if places is None:
        return lambda start, end: list(read(start, end))
    store, hash = open_store(), spec.data

    def words(start: int, end: int) -> list[str]:
        there = places[start : end + 1].tolist()
        text = stretch_of(store, hash, there[0], there[-1])
        return [text[a - there[0] : b - there[0]] for a, b in pairwise(there)]

    return words


def before_test(spec: ExperimentSpec, places: Ints | None) -> Callable[[int, int], str]:
    """What reads so many characters of the text before a held-out character or word, by its place."""

    def read(place: int, most: int) -> str:
        at = part_of(spec, "test")[0] + place if places is None else int(places[place])
        return stretch_of(open_store(), spec.data, max(0, at - most), at)

    return read


def prompt_of(spec: ExperimentSpec) -> str:
    """What a prompt begins with: how a line begins in the middle of the training part."""
    first, last = part_of(spec, "train")
    middle = (first + last) // 2
    return first_line(reader(spec, "train")(middle - first, middle - first + AROUND))


def session_of(spec: ExperimentSpec) -> str:
    """A session that was held out, without its last item."""
    line = reader(spec, "test")(0, AROUND).split("\n")[1:2]
    return line[0].rpartition(" ")[0] if line else ""


def first_line(text: str) -> str:
    """The beginning of the first whole line."""
    end = text.find("\n")
    line = text[end + 1 :].lstrip("\n").split("\n")[0] if end >= 0 else text
    return line[:LINE].rsplit(" ", 1)[0] if " " in line[:LINE] else line[:LINE_OF_CHINESE]


def copied(text: str, spec: ExperimentSpec, gram: int, end: int | None = None) -> float | None:
    """Share of a written text's stretches that stand in the training part; None where it is too short.

    Args:
        gram: Characters of a stretch.
        end: Where the training part ends, in characters.
    """
    return _copied(open_store(), text, spec.data, end or part_of(spec, "train")[1], gram)


@st.cache_data(show_spinner=False, max_entries=64)
def _copied(_store: Store, text: str, hash: str, end: int, gram: int) -> float | None:
    grams = stretches(text, gram)
    left = set(grams)
    for piece in pieces_of(_store, hash, end, gram - 1):
        left -= {one for one in left if one in piece}
    return sum(one not in left for one in grams) / len(grams) if grams else None


def stretches(text: str, length: int) -> list[str]:
    """Every stretch of so many characters in a text."""
    return [text[start : start + length] for start in range(len(text) - length + 1)]
