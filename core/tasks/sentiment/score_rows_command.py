"""Rows with texts, scored; their labels set beside the promise, learnt on from, or trained anew with."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.data.choices import AS_FOUND, Choices
from core.errors import UserError
from core.store.store import Store
from core.tasks.sentiment.new_texts.learning import last_learnt
from core.tasks.sentiment.new_texts.told import TRAINED, WAYS
from core.tasks.sentiment.new_texts_command import beside_the_test, further
from core.tasks.sentiment.scored_file import Totals, labels_in, totals
from core.tasks.sentiment.scoring import Scored, score
from core.text.cleaning import readable
from core.text.dataset import names_of
from core.text.loading import read_texts, text_column
from core.text.reading import table_cells


@dataclass(frozen=True, eq=False)
class Rows:
    """What is to be scored."""

    frame: pd.DataFrame  # all cells as text
    texts: list[str]
    name: str = ""  # of a file
    content: str = ""  # its hash; empty for a text that somebody typed, of which no record is kept


@dataclass(frozen=True, eq=False)
class ScoredRows:
    """What came of it."""

    rows: Rows
    scored: Scored
    counted: dict[str, Totals]  # by method
    told: dict[str, Any]  # moved, promised; continued, or trained and old_against_new


def rows_of(body: bytes, name: str, column: str | None = None, choices: Choices = AS_FOUND) -> Rows:
    """Of a file.

    Args:
        column: Of the texts; by default the one that looks like texts.

    Raises:
        UserError: `text_column_missing`, `unknown_column`, or what is wrong with the file.
    """
    table = read_texts(body, name, choices)
    texts = text_column(table, column)
    return Rows(table_cells(table), texts, name, hashlib.sha256(body).hexdigest())


def score_rows(
    store: Store, id: str, rows: Rows, *, label: str | None = None, way: str = TRAINED, learnt: bool = False,
    on_part: Callable[[int], object] = lambda done: None,
) -> ScoredRows:  # fmt: skip
    """Score them, and do with their labels what is wanted.

    Args:
        label: Column of labels; by default the one that mostly holds classes, if there is one.
        way: One of WAYS.
        learnt: Whether what learnt on last answers, where that did no harm.
        on_part: Called with the number of texts that are done.

    Raises:
        UserError: `unknown_way`, and what `score`, `labels_in` and `further` raise.
    """
    if way not in WAYS:
        raise UserError("unknown_way", way=way, known=list(WAYS))
    clean, known = [readable(one) for one in rows.texts], store.experiment(id)
    found = score(
        store, id, rows.texts, on_part, clean=clean, learnt=last_learnt(store, id) if learnt else None
    )
    names = names_of(store.text_facts(known.data).report.notes)
    labels = labels_in(rows.frame, rows.texts, found.classes, names, label)
    counted = totals(found, labels, names)
    told = beside_the_test(store, known, rows.name, rows.content, found, counted) if rows.content else {}
    told |= further(store, known, found, clean, labels, names, file=rows.name, way=way)
    return ScoredRows(rows, found, counted, told)
