"""The table with a row per cell and setting: means over its seeds, with their standard deviation."""

from collections.abc import Sequence

import streamlit as st

from app.compare.columns import Column
from app.compare.view import View
from app.components.table import column_width
from app.numbers import NONE, figure, percent
from core.compare.comparison import LOSS
from core.compare.rows import Group

SUMMED = ("units", "weights", "seconds", "samples", "best_updates", "latency")


def means_table(view: View, columns: Sequence[Column]) -> None:
    """Draw it with those of the chosen columns of which there is a mean."""
    rows = mean_rows(view, columns)
    config = {
        name: st.column_config.TextColumn(
            alignment="right", width=column_width([name, *(r[name] for r in rows)])
        )
        for name in list(rows[0])[1:]
    }
    st.dataframe(rows, hide_index=True, width="stretch", height="content", column_config=config)


def mean_rows(view: View, columns: Sequence[Column]) -> list[dict[str, str]]:
    """One row per group."""
    t = view.t
    names = [c for c in columns if c.name in {m.name for m in (*view.task.measures, LOSS)}]
    costs = [c for c in columns if c.name in SUMMED]
    return [
        {t("compare.column.group"): name, t("column.seeds"): str(len(group.rows))}
        | {c.title: _mean_cost(group, c) for c in costs}
        | {c.title: _mean_score(view, group, c) for c in names}
        for group, name in zip(view.groups, view.names, strict=True)
    ]


def _mean_cost(group: Group, column: Column) -> str:
    values = [v for row in group.rows if (v := column.value(row)) is not None]
    return figure(sum(values) / len(values), 4) if values else NONE


def _mean_score(view: View, group: Group, column: Column) -> str:
    tell = percent if view.task.measure(column.name).share else figure
    value, spread = group.mean(column.name), group.deviation(column.name)
    return f"{tell(value)} ± {tell(spread)}" if spread else tell(value)
