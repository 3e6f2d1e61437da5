"""Whose public holidays are read: nobody's, the exchange's, or those of a country from a list with names."""

import streamlit as st

from app.components import kept
from app.components.form import Form
from app.data_words import holidays_word
from core.data.frame import Dataset
from core.data.public_holidays import COUNTRIES, OF_EXCHANGE, countries
from core.tasks.forecast.spec import ForecastSpec

NONE = ""


def holidays_choice(form: Form, data: Dataset, start: ForecastSpec) -> str:
    """Draw the list; the exchange's are offered for data that have one."""
    t, dated = form.t, data.frequency is not None
    told = {code: holidays_word(t, code) for code in countries()}
    first = [NONE, OF_EXCHANGE] if data.calendar in COUNTRIES else [NONE]
    codes = [*first, *sorted(told, key=lambda code: told[code])]
    begun = kept.first("holidays", start.holidays, kept.one_of(codes), form.scope)
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
    kept.keep("holidays", None if chosen == start.holidays or not dated else chosen)
    return chosen
