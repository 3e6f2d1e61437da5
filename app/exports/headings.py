"""Columns and values of tables that programs read, in words for people."""

import re
from contextlib import suppress

import pandas as pd

from app.i18n import Translate
from core.words.methods import method_word, row_word

_ENDS = re.compile(r"(?<=.)_(?:(?P<what>lo|hi|seed)(?P<number>\d++)|sd)$")
SPELT_OUT = {"historical_mean": "mean"}
KINDS = ("cell", "seeds", "with_ridge", "with_bag", "simple")
METHODS = ("cell", "tested_against", "skill_against", "chosen_before_test")  # columns that hold their names
FINDINGS = ("helps", "hurts", "no_difference", "too_little")


def heading(t: Translate, column: str) -> str:
    """A column's name in words; what is not ours stays as it is."""
    parts = _ENDS.search(column)
    of = column[: parts.start()] if parts else ""
    if not parts or _word(t, of) == of:
        return _word(t, column)
    what = parts["what"] or "spread"
    return t(f"sheet.part.{what}", of=_word(t, of), number=parts["number"])


def in_words(t: Translate, table: pd.DataFrame) -> pd.DataFrame:
    """A table with its index as first column; names of columns, methods, kinds and findings in words."""
    told = table.reset_index()
    if "method" in told and "kind" in told:
        pairs = zip(told["method"], told["kind"], strict=True)
        told["method"] = [row_word(t, name, kind) for name, kind in pairs]
        told["kind"] = [t(f"sheet.kind.{kind}") if kind in KINDS else kind for kind in told["kind"]]
    for column in METHODS:
        if column in told:
            told[column] = [_word(t, name) if name else "" for name in told[column]]
    if "finding" in told:
        told["finding"] = [t(f"ablation.{one}") if one in FINDINGS else one for one in told["finding"]]
    return told.set_axis([heading(t, str(name)) for name in told.columns], axis=1)


def _word(t: Translate, name: str) -> str:
    """A method's, a score's or a column's name; what there is no word for stays as it is."""
    for key in (f"sheet.{name}", f"metric.{name}"):
        with suppress(KeyError):
            return t(key)
    with suppress(KeyError):
        return method_word(t, SPELT_OUT.get(name, name))
    return name
