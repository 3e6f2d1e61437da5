"""Sentences where there is nobody to choose a language: a terminal and its logs are told in English."""

from typing import Any

from core.errors import UserError
from core.specs import ModelSpec, TrainingSpec
from core.words.locales import catalogue
from core.words.remedies import remedy
from core.words.sentences import filled, spaced, translator

ENGLISH = catalogue("en")
T = translator(ENGLISH)


def told(key: str, **facts: Any) -> str:
    """A sentence of the screens, in English; without them the key and its facts."""
    known = ENGLISH.get(key)
    return filled(known, **facts) if known else str(UserError(key, **facts))


def sentence(error: UserError) -> str:
    """One line for a person."""
    known = ENGLISH.get(f"error.{error.key}")
    text = filled(known, **error.facts) if known else str(error)
    return "Error: " + " ".join(text.split())


def failure(error: dict[str, Any], spec: dict[str, Any]) -> str:
    """The same for a run that failed, with what to try; the spec is its experiment's, as plain data."""
    told = sentence(UserError(error["key"], **error["facts"]))
    tried = remedy(error["key"], ModelSpec(**spec["model"]), TrainingSpec(**spec["training"]))
    return spaced(T, told, ENGLISH.get(tried or "", ""))
