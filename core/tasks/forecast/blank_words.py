"""How much of a series was never measured, in the words of a language."""

from collections.abc import Callable, Mapping
from typing import Any

from core.words.sentences import spaced


def blank_words(t: Callable[..., str], counts: Mapping[str, Any] | None) -> str:
    """What counts in no answer and no score; empty where all was measured.

    Args:
        t: From a key and facts to a sentence.
        counts: Of `core.tasks.forecast.blanks`; None for an experiment from before blanks were counted.
    """
    if not counts or not counts["inside"]:
        return ""
    blank, left_out = counts["blank"], counts["left_out"]["test"]
    told = t(
        "evidence.blanks", inside=f"{counts['inside']:,}", rows=f"{counts['rows']:,}",
        train=f"{blank['train']:,}", test=f"{blank['test']:,}",
    )  # fmt: skip
    return spaced(t, told, t("evidence.left_out", count=left_out) if left_out else "")
