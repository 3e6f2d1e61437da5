"""What labelled texts hold: a line of figures, the balance of classes, findings."""

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.data.charts.texts import balance_chart
from app.data_words import class_name
from app.errors import noted
from app.i18n import Translate
from app.numbers import percent, whole
from core.text.facts import TextFacts
from core.text.report import TextReport
from core.words.sentences import counted


def texts_name(t: Translate, facts: TextFacts) -> str:
    """A translated name of what is known here, or what the person called it."""
    return t(f"text_{facts.source}.{facts.name}") if facts.source in ("sample", "public") else facts.name


def texts_line(t: Translate, facts: TextFacts) -> str:
    """Name, number of texts and classes in one line."""
    return t(
        "text.line", name=texts_name(t, facts), texts=whole(facts.report.texts), classes=len(facts.classes)
    )


def show_texts(t: Translate, facts: TextFacts, key: str) -> None:
    """The balance as a picture, figures as a table, findings below."""
    report = facts.report
    counts = {class_name(t, facts, name): count for name, count in report.counts.items()}
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(
        balance_chart(counts, t("chart.texts")),
        key=f"{key}.balance",
        config=CONFIG,
        alt=t("alt.balance", counts=counted(t, counts)),
    )
    with right:
        table(report_rows(t, report), names=2)
        st.caption(t("text_report.languages", shares=_languages(t, report)))
    for note in report.notes:
        st.caption(f":material/info: {noted(t, note)}")


def report_rows(t: Translate, report: TextReport) -> list[dict[str, str]]:
    """The figures as rows for a table."""
    facts = {
        "texts": whole(report.texts),
        "given_test": whole(report.test) if report.test else t("text.drawn"),
        "lengths": f"{whole(report.shortest)} · {whole(report.median)} · {whole(report.longest)}",
        "suggested": whole(report.suggested),
    }
    return [
        {t("report.what"): t(f"text_report.{name}"), t("report.value"): value}
        for name, value in facts.items()
    ]


def _languages(t: Translate, report: TextReport) -> str:
    return t("words.comma").join(
        f"{t(f'language.{name}')} {percent(share, 0)}" for name, share in report.languages.items()
    )
