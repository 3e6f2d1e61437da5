"""The screens' sentences: a folder per language, a file per area; the command line reads the same ones."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = "scripts.json"  # what is said in scripts to take home, by its English text


@cache
def languages() -> dict[str, str]:
    """Every language there is a folder for, with its own name."""
    folders = sorted(path.parent.name for path in FOLDER.glob("*/common.json"))
    return {language: catalogue(language)["language"] for language in folders}


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
