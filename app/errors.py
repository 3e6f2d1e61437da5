"""UserErrors become one sentence; bugs stay loud (in the log: the page shows no traceback)."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.i18n import Translate
from core.errors import UserError
from core.notes import Note, named_facts
from core.specs import ExperimentSpec
from core.words.remedies import remedy
from core.words.sentences import listed, spaced

MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#$~|:&!"})
BLOCK = re.compile(r"^(\d*)([-+=.)])")  # a list or a heading, where a line begins with it
# Addresses become links and "->" an arrow however they are escaped: this sign, which nobody sees, parts them.
JOINER = "\u2060"
JOINED = re.compile(r"(?<=//)(?=\S)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
LONGEST = 200  # letters of one fact


def sentence(t: Translate, key: str, facts: dict[str, Any]) -> str:
    """The sentence for an error's key and facts, safe to show as Markdown."""
    return t(f"error.{key}", **in_words(t, facts))


def failure(t: Translate, error: Mapping[str, Any], spec: ExperimentSpec) -> str:
    """Why a run of an experiment failed, and what to try that is not on already."""
    told, tried = sentence(t, error["key"], error["facts"]), remedy(error["key"], spec.model, spec.training)
    return spaced(t, told, t(tried) if tried else "")


def noted(t: Translate, note: Note) -> str:
    """The sentence for a note, safe to show as Markdown."""
    named = named_facts(note, lambda kind, one: t(f"{kind}.{one}"), t("words.comma"))
    return t(f"note.{note.key}", **in_words(t, note.facts | named))


@contextmanager
def explained(t: Translate, place: DeltaGenerator | None = None) -> Iterator[None]:
    """Show a UserError as a sentence, here or at another place of the page, and go on."""
    try:
        yield
    except UserError as error:
        (place or st).error(sentence(t, error.key, error.facts), icon=":material/error:")


def literal(text: str) -> str:
    """What a person typed or uploaded, so that Markdown shows it as it is."""
    line = JOINED.sub(JOINER, " ".join(text.split()))
    return BLOCK.sub(r"\1\\\2", line.translate(MARKDOWN))


def in_words(t: Translate, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as they are, texts made safe to show as Markdown, lists as texts."""
    return {name: _shown(listed(fact, t("words.comma"))) for name, fact in facts.items()}


def _shown(fact: Any) -> Any:
    if not isinstance(fact, str):
        return fact
    return literal(fact if len(fact) <= LONGEST else fact[:LONGEST] + "…")
