"""What a verdict's headline leaves unsaid, in the words of a language."""

from collections.abc import Callable, Sequence
from typing import Protocol


class Verdict(Protocol):
    """What is said of `core.evaluate.verdict.Verdict`."""

    @property
    def cell(self) -> str: ...
    @property
    def better(self) -> Sequence[str]: ...
    @property
    def unfinished(self) -> Sequence[str]: ...
    @property
    def tests(self) -> int: ...


def also_better(t: Callable[..., str], verdict: Verdict) -> str:
    """Who beats the reference beside the best cell; empty where nobody does.

    Args:
        t: From a key and facts to a sentence.
    """
    others = [cell for cell in verdict.better if cell != verdict.cell]
    return t("verdict.also", cells=_names(t, others), count=len(others)) if others else ""


def after_holm(t: Callable[..., str], verdict: Verdict) -> str:
    """That p-values are corrected for the number of cells; nothing where there is one."""
    return t("evidence.holm", tests=verdict.tests) if verdict.tests > 1 else ""


def not_judged(t: Callable[..., str], verdict: Verdict) -> str:
    """Whose first seed has not ended, so that nothing is known of it; empty where all have one."""
    cells = verdict.unfinished
    return t("verdict.unfinished", cells=_names(t, cells), count=len(cells)) if cells else ""


def _names(t: Callable[..., str], cells: Sequence[str]) -> str:
    *some, last = (t(f"cell.{cell}") for cell in cells)
    return t("words.and").join([t("words.comma").join(some), last]) if some else last
