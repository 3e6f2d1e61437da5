"""The screens' sentences: a folder per language, a file per area; the command line reads the same ones."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FIRST = "en"  # the language that all others are held against
SCRIPTS = "scripts.json"  # what is said in scripts to take home, by its English text


def folders() -> list[str]:
    """Every language that somebody has begun."""
    return sorted({path.parent.name for path in FOLDER.glob("*/*.json")})


@cache
def languages() -> dict[str, str]:
    """Every language that says whatever the first one does, with its own name; the others are not offered."""
    return {language: catalogue(language)["language"] for language in folders() if _whole(language)}


def _whole(language: str) -> bool:
    try:
        said = {key for key, sentence in catalogue(language).items() if sentence.strip()}
    except ValueError:  # no JSON, or a key twice
        return False
    return said >= set(catalogue(FIRST))


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language by key.

    Raises:
        ValueError: Two of its files, or one of them twice, have the same key.
    """
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.json")):
        if path.name == SCRIPTS:
            continue
        for key, sentence in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list):
            if key in found:
                raise ValueError(f"{key} stands twice in the sentences of {language}")
            found[key] = sentence
    return found


@cache
def script_remarks(language: str) -> dict[str, str]:
    """Comments and docstrings of scripts to take home, by what they are in English; empty for English."""
    path = FOLDER / language / SCRIPTS
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
