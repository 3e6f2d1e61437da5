"""The table of runs: chosen columns, settings that differ, the best of each column, as a file too."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from app.compare.columns import Column, columns_of, default_columns, fixed, sized
from app.compare.means import means_table
from app.compare.view import View
from app.components.saving import csv_button, dialect_choice
from app.components.table import column_width
from app.errors import literal
from app.experiments.settings_table import shown
from app.numbers import NONE
from core.compare.rows import Row
from core.compare.settings import differing
from core.store.across import SHORT

STAR = "★ "
APART = "background-color: rgba(230, 159, 0, 0.16)"
BEST = "background-color: rgba(0, 158, 115, 0.16); font-weight: 600"
MOST_LETTERS = 300  # of columns in the address


def runs_table(view: View) -> None:
    """Draw the table, its columns' choice and its file."""
    t, known = view.t, columns_of(view)
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    how = left.segmented_control(
        t("compare.rows"), ("runs", "means"), default="runs", required=True, key="compare.rows",
        format_func=lambda one: t(f"compare.rows.{one}"), persist_state="session",
    )  # fmt: skip
    with right:
        chosen = _chosen(view, known)
    columns = [known[name] for name in (*fixed(view), *chosen) if name in known]
    if how == "means":
        means_table(view, columns)
    else:
        _runs(view, columns)
    _equal(view)
    _lacking(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = "unrolled-comparison-runs.csv"
        csv_button(t, t("compare.download"), lambda: all_runs(view), name, key="compare.download")
        dialect_choice(t, where="compare")


def all_runs(view: View) -> pd.DataFrame:
    """Every column of every run, figures to their last digit; ids too short to open it for others."""
    columns = columns_of(view).values()
    rows = [{column.name: column.value(row) for column in columns} for row in view.rows]
    ids = pd.Index([row.run.id[:SHORT] for row in view.rows], name="run")
    return pd.DataFrame(rows, index=ids)


def runs_frame(view: View, columns: Sequence[Column]) -> pd.DataFrame:
    """The table with figures as numbers, so that a click on a column's name sorts them as such."""
    rows = [{column.title: column.value(row) for column in columns} for row in view.rows]
    return pd.DataFrame(rows, columns=[column.title for column in columns])


def best_of(rows: Sequence[Row], column: Column) -> float | None:
    """The best value of a column among what was trained; None where there is none, or all are alike."""
    done = (row for row in rows if row.run.state == "done")
    values = [value for row in done if (value := column.value(row)) is not None]
    if column.best is None or len(set(values)) < 2:
        return None
    return float(min(values) if column.best == "low" else max(values))


def comparable(view: View, column: Column) -> list[int]:
    """Places of the runs whose values of a column may be ranked: a score on the test, only on one test."""
    if column.name not in {measure.name for measure in view.task.measures}:
        return list(range(len(view.rows)))
    tested = {row.run.id for group in view.tested for row in group.rows}
    return [place for place, row in enumerate(view.rows) if row.run.id in tested]


def _runs(view: View, columns: Sequence[Column]) -> None:
    frame = runs_frame(view, columns)
    style, config = frame.style, dict[str, ColumnConfig]()
    for column in columns:
        able = comparable(view, column)
        best = best_of([view.rows[place] for place in able], column)
        name, told = column.title, [column.tell(value) for value in frame[column.title]]
        style = style.format(column.tell, subset=[name])
        style = style.format(partial(_marked, column, best), subset=(able, [name]))
        style = style.map(partial(_tint, column, None), subset=[name])
        style = style.map(partial(_tint, column, best), subset=(able, [name]))
        config[name] = _config(name, told, frame[name])
    st.dataframe(
        style, hide_index=True, width="stretch", height="content", column_config=config,
        placeholder=NONE, alt=view.t("compare.alt.runs", count=len(view.rows)),
    )  # fmt: skip


def _marked(column: Column, best: float | None, value: object) -> str:
    told = column.tell(value)
    return STAR + told if best is not None and value == best else told


def _tint(column: Column, best: float | None, value: object) -> str:
    if best is not None and value == best:
        return BEST
    return APART if column.apart else ""


def _config(name: str, told: Sequence[str], values: pd.Series) -> ColumnConfig:
    width = column_width([name, *(STAR + one for one in told)])
    if pd.api.types.is_numeric_dtype(values):
        return st.column_config.NumberColumn(width=width, alignment="right")
    return st.column_config.TextColumn(width=width)


def _chosen(view: View, known: dict[str, Column]) -> list[str]:
    """Columns that a person chose; the address says so where they are not the usual ones."""
    default = default_columns(view)
    asked = [name for name in st.query_params.get("columns", "").split(",") if name in known]
    free = [name for name in known if name not in fixed(view)]
    chosen = st.multiselect(
        view.t("compare.columns"),
        free,
        default=[name for name in asked or default if name in free],
        format_func=lambda name: known[name].title,
        key=f"compare.columns.{view.task.name}",
        persist_state="session",
    )
    told = ",".join(chosen)
    if chosen == default or len(told) > MOST_LETTERS:
        st.query_params.pop("columns", None)
    else:
        st.query_params["columns"] = told
    return chosen


def _equal(view: View) -> None:
    """The settings that are equal in all runs, in one line."""
    t = view.t
    apart, equal = differing([row.settings for row in view.rows])
    count = len(apart) + sized(view)
    told = "\u00a0· ".join(f"{t(f'spec.{name}')} {shown(t, name, value)}" for name, value in equal.items())
    st.caption(t("compare.apart", count=count) if count else t("compare.stars"))
    with st.expander(t("compare.equal", count=len(equal))):
        st.caption(literal(told))


def _lacking(view: View) -> None:
    """Why some runs have no test scores, and why some have no latency."""
    t = view.t
    for reason in dict.fromkeys(row.lacks for row in view.rows if row.lacks):
        count = sum(row.lacks == reason for row in view.rows)
        st.caption(t(f"compare.lacks.{reason}", count=count))
    tested = [row for row in view.rows if row.run.state == "done" and not row.lacks]
    old = sum(row.cost("latency") is None for row in tested)
    if old and "latency" in view.task.costs:
        st.caption(t("compare.no_latency", count=old))
