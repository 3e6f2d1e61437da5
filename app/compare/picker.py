"""Choose runs of any experiments: filter, sort, tick, compare."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

from app.compare.choice import pick
from app.compare.compared import alone, grounds_of, rows_of
from app.components.table import column_width
from app.components.typed import line
from app.experiments.told_apart import names_apart
from app.i18n import Translate
from app.moments import made
from app.names import experiment_name
from app.numbers import NONE, figure, percent
from app.store import open_store
from core.compare.comparison import LOSS, Comparison
from core.compare.rows import MOST_RUNS, Picked, Row
from core.store.across import PlacedRun
from core.store.records import Experiment
from core.tasks.compared import comparisons

MOST_ROWS = 120  # listed at once: each is scored when it is first seen
DAYS = {"any": None, "day": 1, "week": 7, "month": 31}
NEWEST = "created"


def picker(t: Translate, listed: Sequence[PlacedRun], now: Picked | None) -> None:
    """The filters, the table and the button; nothing changes before the button is pressed."""
    task = _task(t, listed, now)
    mine = [one for one in listed if one.experiment.task == task.name]
    picked = [one.run.id for one in now.runs] if now and now.task == task.name else []
    whole = _experiments(t, mine)
    shown = _filtered(t, mine)
    rows = _sorted(t, _scored(shown[:MOST_ROWS]), task)
    if len(shown) > MOST_ROWS:
        st.caption(t("compare.pick.most", shown=MOST_ROWS, count=len(shown)))
    ticked = _ticked(t, rows, task, picked)
    visible = {row.run.id for row in rows}
    ids = [id for id in picked if id not in visible or id in ticked]
    ids += [id for id in ticked if id not in ids]
    ids += [one.run.id for one in mine if one.experiment.id in whole and one.run.id not in ids]
    _button(t, ids)


def _scored(shown: Sequence[PlacedRun]) -> list[Row]:
    """With their scores on their own experiment's test."""
    store = open_store()
    test_sets = grounds_of(store, {one.experiment.id: one.experiment for one in shown})
    return rows_of(store, shown, alone(test_sets))


def _button(t: Translate, ids: list[str]) -> None:
    label = t("compare.pick.go", count=min(len(ids), MOST_RUNS))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            label, type="primary", disabled=not ids, key="compare.pick", icon=":material/check:",
            on_click=pick, args=(ids,),
        )  # fmt: skip
        if len(ids) > MOST_RUNS:
            st.caption(t("compare.pick.limit", most=MOST_RUNS))
        elif not ids:
            st.caption(t("compare.pick.nothing"))


def _task(t: Translate, listed: Sequence[PlacedRun], now: Picked | None) -> Comparison:
    """The task whose runs are listed; asked where there are several."""
    there = [name for name in comparisons() if any(one.experiment.task == name for one in listed)]
    default = now.task if now and now.task in there else there[0]
    if len(there) == 1:
        return comparisons()[there[0]]
    chosen = st.segmented_control(
        t("compare.pick.task"), there, default=default, required=True, key="compare.task",
        format_func=lambda name: t(f"compare.task.{name}"),
    )  # fmt: skip
    return comparisons()[chosen or default]


def _experiments(t: Translate, mine: Sequence[PlacedRun]) -> set[str]:
    """Experiments that are added with all their runs."""
    homes = {one.experiment.id: one.experiment for one in mine}
    names = names_apart(t, list(homes.values()))
    return set(
        st.multiselect(
            t("compare.pick.experiments"),
            list(homes),
            format_func=lambda id: f"{names[id]} ({_day(homes[id])})",
            key="compare.pick.experiments",
            placeholder=t("compare.pick.experiments.none"),
        )
    )


def _filtered(t: Translate, mine: Sequence[PlacedRun]) -> list[PlacedRun]:
    """Runs of some data, cells, age and name."""
    data, cell, since, name = st.columns(4)
    datas = data.multiselect(
        t("compare.column.data"), sorted({one.data_name for one in mine}), key="compare.pick.data",
        placeholder=t("compare.pick.all"),
    )  # fmt: skip
    cells = cell.multiselect(
        t("compare.column.cell"), list(dict.fromkeys(one.run.cell for one in mine)), key="compare.pick.cell",
        format_func=lambda one: t(f"cell.{one}"), placeholder=t("compare.pick.all"),
    )  # fmt: skip
    age = since.selectbox(
        t("compare.pick.since"), list(DAYS), format_func=lambda one: t(f"compare.pick.since.{one}"),
        key="compare.pick.since",
    )  # fmt: skip
    part = line(t("compare.pick.name"), place=name, key="compare.pick.name").strip().lower()
    days = DAYS[age or "any"]
    after = (datetime.now() - timedelta(days=days)).timestamp() if days else 0.0
    return [
        one
        for one in mine
        if (not datas or one.data_name in datas)
        and (not cells or one.run.cell in cells)
        and one.experiment.created >= after
        and part in experiment_name(t, one.experiment).lower()
    ]


def _sorted(t: Translate, rows: list[Row], task: Comparison) -> list[Row]:
    """Newest first, or the best first by a measure; what has none comes last."""
    names = [NEWEST, *(one.name for one in task.measures), LOSS.name]
    chosen = st.selectbox(
        t("compare.pick.sort"), names, key=f"compare.pick.sort.{task.name}", width=260,
        format_func=lambda n: t("compare.pick.newest") if n == NEWEST else t(f"metric.{n}"),
    )  # fmt: skip
    if chosen in (None, NEWEST):
        return rows
    sign = 1 if task.measure(chosen).lower else -1

    def rank(row: Row) -> tuple[bool, float]:
        value = row.scores.get(chosen)
        return value is None, sign * (value or 0.0)

    return sorted(rows, key=rank)


def _ticked(t: Translate, rows: Sequence[Row], task: Comparison, picked: Sequence[str]) -> list[str]:
    """The table; ids of the rows that are ticked."""
    if not rows:
        st.info(t("compare.pick.empty"), icon=":material/filter_alt_off:")
        return []
    frame = pick_frame(t, rows, task)
    config = {
        title: st.column_config.TextColumn(width=column_width([title, *map(str, frame[title])]))
        for title in frame.columns[1:4]
    }
    style = frame.style.format({t(f"metric.{m.name}"): _teller(m.share) for m in (*task.measures[:3], LOSS)})
    here = "".join(row.run.id for row in rows) + "".join(picked)
    told = st.dataframe(
        style, hide_index=True, width="stretch", height=320, on_select="rerun", column_config=config,
        selection_mode="multi-row", placeholder=NONE,
        key=f"compare.pick.{sha256(here.encode()).hexdigest()[:12]}",
        selection_default={
            "selection": {"rows": [n for n, row in enumerate(rows) if row.run.id in picked]}
        },
        alt=t("compare.alt.pick", count=len(rows)),
    )  # fmt: skip
    return [rows[n].run.id for n in told["selection"]["rows"] if n < len(rows)]


def pick_frame(t: Translate, rows: Sequence[Row], task: Comparison) -> pd.DataFrame:
    """The table of runs to pick from."""
    names = names_apart(t, list({row.experiment.id: row.experiment for row in rows}.values()))
    return pd.DataFrame(
        [
            {
                t("compare.column.experiment"): names[row.experiment.id],
                t("compare.column.cell"): t(f"cell.{row.run.cell}"),
                t("compare.column.seed"): str(row.run.seed),
                t("compare.column.state"): _state(t, row),
                **{t(f"metric.{m.name}"): row.scores.get(m.name) for m in (*task.measures[:3], LOSS)},
                t("compare.column.data"): row.data_name,
                t("compare.column.created"): _day(row.experiment),
            }
            for row in rows
        ]
    )


def _state(t: Translate, row: Row) -> str:
    return t(f"state.{'stopped' if row.run.state == 'cancelled' else row.run.state}")


def _teller(share: bool) -> Callable[[Any], str]:
    tell = percent if share else figure
    return lambda value: NONE if value is None or value != value else tell(value)


def _day(experiment: Experiment) -> str:
    return made(experiment.created)
