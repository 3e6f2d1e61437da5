"""What the data holds: a line of figures, then findings worth knowing before training."""

import streamlit as st

from app.components.table import table
from app.data_words import column_name, span
from app.errors import noted
from app.i18n import Translate
from app.numbers import figure, whole
from core.data.frame import Dataset
from core.data.gaps import is_irregular
from core.data.measured import Measured, measured_notes
from core.data.report import DataReport, data_report
from core.words.sentences import counted

EVERY = {"D": "day", "h": "h", "min": "min", "s": "s"}  # steps of several of them, as pandas writes them


def report_line(t: Translate, data: Dataset, target: str) -> str:
    """Name, rows, span and frequency in one line: from the target's first measured value to its last."""
    index = data.frame.index
    if target in data.frame and len(known := data.frame[target].dropna().index):
        index = index[(index >= known[0]) & (index <= known[-1])]
    return t(
        "data.line",
        name=data_name(t, data),
        target=column_name(t, data, target),
        rows=whole(len(index)),
        span=span(t, index[0], index[-1], data.frequency),
        frequency=_step(t, data),
    )


def data_name(t: Translate, data: Dataset) -> str:
    """A sample's translated name, or what the person called it."""
    return t(f"sample.{data.name}") if data.source == "sample" else data.name


def frequency_name(t: Translate, frequency: str | None) -> str:
    """A frequency in words; rare ones as pandas writes them."""
    if frequency is None:
        return t("frequency.steps")
    short = frequency.split("-")[0]
    known = {
        "D": "D",
        "B": "B",
        "h": "h",
        "W": "W",
        "MS": "M",
        "ME": "M",
        "QS": "Q",
        "QE": "Q",
        "YS": "Y",
        "YE": "Y",
    }
    if short in known:
        return t(f"frequency.{known[short]}")
    letters = short.lstrip("0123456789")
    if letters not in EVERY:
        return frequency
    return t(f"frequency.every.{EVERY[letters]}", count=int(short.removesuffix(letters) or 1))


def _step(t: Translate, data: Dataset) -> str:
    """The frequency of a series, or that it has none."""
    return t("frequency.irregular") if is_irregular(data) else frequency_name(t, data.frequency)


def show_measured(t: Translate, rows: Measured, further: tuple[str, ...] = ()) -> None:
    """What of the target was never measured, and what becomes of it."""
    for note in measured_notes(rows, further):
        st.caption(f":material/info: {noted(t, note)}")


def show_report(t: Translate, data: Dataset, target: str) -> None:
    """Figures and findings."""
    report = data_report(data, target)
    table(_rows(t, report, data), names=2)
    for note in report.notes:
        st.caption(f":material/info: {noted(t, note)}")
    st.caption(t("data.hash", hash=data.sha256[:16]))


def _rows(t: Translate, report: DataReport, data: Dataset) -> list[dict[str, str]]:
    missing = counted(t, {name: whole(count) for name, count in report.missing.items()}) or "0"
    facts = {
        "rows": whole(report.rows),
        "columns": t("words.comma").join(column_name(t, data, str(name)) for name in data.frame.columns),
        "span": span(t, report.first, report.last, report.frequency),
        "frequency": _step(t, data),
        "missing": missing,
        **({} if report.irregular else {"missing_times": whole(report.missing_times)}),
        "range": f"{figure(report.minimum)} · {figure(report.mean)} · {figure(report.maximum)}",
    }
    return [
        {t("report.what"): t(f"report.{name}"), t("report.value"): value} for name, value in facts.items()
    ]
