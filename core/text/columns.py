"""Which column of a table holds the texts and which their labels, and whether its first line is of names."""

import re
from collections import Counter

import pandas as pd

from core.data.entries import each
from core.data.table import Table
from core.text.dataset import folded
from core.text.labels import FEWEST_PER_CLASS, MOST_CLASSES

TEXT_LIKE = re.compile(
    r"text|review|sentence|comment|content|body|tweet|评论|评价|文本|内容|正文|句子", re.IGNORECASE
)
PARTS = {"train", "test", "val", "valid", "validation", "dev"}  # of a data set, not kinds of texts
LABEL_LIKE = re.compile(
    r"label|sentiment|class|target|category|rating|overall|stars?|标签|情感|类别|评分|星级", re.IGNORECASE
)
A_TEXT = 12  # letters of the usual cell that make a short column one of texts
LONG_NAME = 40  # letters that no column's name has
MANY_WORDS = 4  # blank-separated words that no column's name has
LIKE_A_TEXT = 0.5  # of the usual length of a column's texts: so long a first line is a text too
SENTENCE = re.compile(r"[.!…。！]\s*$")  # how no long name ends; a question may be one
CHINESE_SENTENCE = re.compile(r"[。！]\s*$")  # and no short one ("No." is a name)


def find_columns(table: Table) -> tuple[str | None, str | None]:
    """Guess the columns of texts and of labels: by their content, names settle what is left open.

    Where no content fits, a name does: what is wrong with that column can then be said.
    """
    names = [str(name) for name in table.frame]
    if len(names) == 1:
        return names[0], None
    lengths = {name: table.frame[name].astype(str).str.len().mean() for name in names}
    kinds = {name: len(set(each(_compared, table.frame[name].astype(str)))) for name in names}
    texts = [name for name in names if kinds[name] > MOST_CLASSES] or _called(TEXT_LIKE, names)
    texts = texts or [name for name in names if lengths[name] >= A_TEXT]
    text = max(texts, key=lambda name: (bool(TEXT_LIKE.search(name)), lengths[name]), default=None)
    others = [name for name in names if name != text]
    labels = [name for name in others if 2 <= kinds[name] <= MOST_CLASSES] or _called(LABEL_LIKE, others)
    label = max(labels, key=lambda name: (bool(LABEL_LIKE.search(name)), -kinds[name]), default=None)
    return text, label


def other_labels(table: Table, text: str, label: str) -> list[str]:
    """Further columns that could be labels: of few kinds, most of them with several rows each."""
    others = [str(name) for name in table.frame if str(name) not in (text, label)]
    return [name for name in others if _could_be_labels(label_counts(table, name))]


def begins_with_data(table: Table) -> bool:
    """Whether what was taken for the names of columns is a row like those below it.

    It is, where a label stands that the rows below have too, or where a text stands. Words that columns are
    called by speak against it.
    """
    names = [str(name) for name in table.frame]
    if any(TEXT_LIKE.search(name) or LABEL_LIKE.search(name) for name in names if not _is_long(name)):
        return False
    return any(_is_label(name, table.frame[name]) or _is_text(name, table.frame[name]) for name in names)


def label_counts(table: Table, column: str) -> dict[str, int]:
    """How often each label stands in a column, spellings that differ in case or blanks together."""
    cells = table.frame[column].astype(object)
    counts = Counter(each(folded, cells.where(cells.notna(), "").astype(str)))
    return {label: count for label, count in counts.most_common() if label}


def _could_be_labels(counts: dict[str, int]) -> bool:
    enough = [count for count in counts.values() if count >= FEWEST_PER_CLASS]
    return len(enough) >= 2 and len(counts) <= MOST_CLASSES and not set(counts) <= PARTS


def _called(like: re.Pattern[str], names: list[str]) -> list[str]:
    return [name for name in names if like.search(name)]


def _is_label(name: str, cells: "pd.Series") -> bool:
    kinds = Counter(each(folded, cells.astype(str)))
    return 2 <= len(kinds) <= MOST_CLASSES and kinds[folded(name)] > 1


def _compared(cell: str) -> str:
    return cell.strip().casefold()


def _is_text(name: str, cells: "pd.Series") -> bool:
    usual = float(cells.astype(str).str.len().median())
    if CHINESE_SENTENCE.search(name):
        return True
    return _is_long(name) and (len(name) >= LIKE_A_TEXT * usual or bool(SENTENCE.search(name)))


def _is_long(name: str) -> bool:
    return len(name) > LONG_NAME or len(name.split()) >= MANY_WORDS
