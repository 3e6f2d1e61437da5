"""Whose public holidays are read: nobody's, the exchange's, or those of a country from a list with names."""

import streamlit as st

from app.components import kept
from app.components.form import Form
from app.data_words import holidays_word
from core.data.public_holidays import COUNTRIES, OF_EXCHANGE, countries

NONE = ""


def holidays_choice(form: Form, start: str, *, dated: bool, exchange: str | None = None) -> str:
    """Draw the list; the exchange's are offered for data that have one.

    Args:
        start: What the setup begins with.
        dated: Whether a step can be a holiday.
        exchange: The calendar of the data's exchange.
    """
    t = form.t
    told = {code: holidays_word(t, code) for code in countries()}
    first = [NONE, OF_EXCHANGE] if exchange in COUNTRIES else [NONE]
    codes = [*first, *sorted(told, key=lambda code: told[code])]
    begun = kept.first("holidays", start, kept.one_of(codes), form.scope)
    chosen = st.selectbox(
        t("spec.holidays"),
        codes,
        index=codes.index(begun) if begun in codes else 0,
        format_func=lambda code: holidays_word(t, code),
        key=f"setup.{form.scope}.holidays",
        disabled=not dated,
        help=t("help.holidays"),
        persist_state="session",
    )
    kept.keep("holidays", None if chosen == start or not dated else chosen)
    return chosen
