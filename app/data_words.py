"""What columns, units, classes and stretches of time are called in the reader's language."""

from typing import Any

import pandas as pd

from app.i18n import Translate
from app.numbers import moments
from core.data.frame import Dataset
from core.text.facts import TextFacts

# Of our own samples; what people brought keeps its names.
COLUMNS = ("value", "passengers", "sunspots", "number_in", "number_out")
UNITS = {"index": "index", "thousand passengers": "thousand_passengers", "sunspots": "sunspots"}
CLASSES = ("negative", "positive")
YEARS, MONTHS = ("YS", "YE"), ("MS", "ME")


def column_name(t: Translate, data: Dataset, column: str) -> str:
    """A column's name."""
    return sample_column(t, column) if data.source == "sample" else column


def sample_column(t: Translate, column: str) -> str:
    """The name of a column of a sample."""
    return t(f"sample_column.{column}") if column in COLUMNS else column


def unit_name(t: Translate, data: Dataset, target: str) -> str:
    """The unit for an axis: the data's own where the suggested column is forecast, else the column's name."""
    if not data.unit or target != data.target:
        return column_name(t, data, target)
    known = data.source == "sample" and data.unit in UNITS
    return t(f"sample_unit.{UNITS[data.unit]}") if known else data.unit


def class_names(t: Translate, facts: TextFacts) -> tuple[str, ...]:
    """Names of the classes: of our own sentences in the reader's language, of others as they were brought."""
    return tuple(class_name(t, facts, name) for name in facts.classes)


def class_name(t: Translate, facts: TextFacts, name: str) -> str:
    """The same of one class."""
    return t(f"sample_class.{name}") if facts.source == "sample" and name in CLASSES else name


def holidays_word(t: Translate, code: str) -> str:
    """Whose public holidays are read: a country's by its code, the exchange's, or nobody's."""
    if code in ("", "exchange"):
        return t(f"setup.holidays.{code or 'none'}")
    return t(f"country.{code}")


def span(t: Translate, first: Any, last: Any, frequency: str | None) -> str:
    """From one time to another, as precisely as the frequency: years, months, days."""
    short = (frequency or "").split("-")[0]
    if isinstance(first, pd.Timestamp) and short in YEARS:
        return t("span.years", first=first.year, last=last.year)
    if isinstance(first, pd.Timestamp) and short in MONTHS:
        facts = {"first": first.year, "first_month": first.month, "last": last.year}
        return t("span.months", **facts, last_month=last.month)
    told = moments(pd.Index([first, last]))
    return t("span.times", first=told(first), last=told(last))
