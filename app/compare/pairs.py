"""Paired tests between the groups that share a test; for the others, why not."""

from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.compare.charts.pairs import pair_facts, pairs_chart
from app.compare.download import figures_button
from app.compare.view import View, letter
from app.components.about import links
from app.components.table import table
from app.errors import literal
from app.numbers import NONE, SPACE, figure, p_value, percent, points, points_interval, whole
from app.store import open_store
from app.tasks import VIEWS
from core.compare.rows import Row
from core.compare.standing import Standing
from core.compare.test_set import Difference, Obstacle
from core.words.sentences import spaced


def pairs_part(view: View) -> None:
    """The chart against the best group, all pairs as a table, and who is left out."""
    t, found = view.t, view.standing
    _left_out(view)
    if found is None or not found.differences:
        st.info(t("compare.pairs.none"), icon=":material/balance:")
    else:
        _chart(view, found)
        table(pair_rows(view, found), names=2)
        figures_button(t, "pairs", lambda: [_figures(view, one) for one in found.differences])
        st.caption(_family(view, found))
        st.caption(links(t, *VIEWS[view.task.name].explained))
    if view.task.between_two is not None:
        _two_named(view)


def pair_rows(view: View, found: Standing) -> list[dict[str, str]]:
    """One row per pair."""
    t = view.t
    names = [view.names[place] for place in view.shared.places]
    main = view.task.measures[0]
    tell = percent if main.share else figure
    return [
        {
            t("compare.column.first"): names[one.first],
            t("compare.column.second"): names[one.second],
            t("compare.pairs.scores", measure=t(f"metric.{main.name}")): " / ".join(map(tell, one.scores)),
            t("compare.pairs.gain"): points(t, one.gain),
            t("column.interval"): points_interval(t, one.low, one.high) or NONE,
            t("compare.column.p"): p_value(one.p).removeprefix(f"={SPACE}"),
            t("column.p"): p_value(one.p_holm).removeprefix(f"={SPACE}"),
            t("column.finding"): _finding(view, one, names),
        }
        for one in found.differences
    ]


def _figures(view: View, one: Difference) -> dict[str, Any]:
    first, second = (view.names[view.shared.places[place]] for place in (one.first, one.second))
    scores = {"score_first": one.scores[0], "score_second": one.scores[1], "gain": one.gain}
    bounds = {"low": one.low, "high": one.high, "p": one.p, "p_holm": one.p_holm}
    return {"first": first, "second": second} | scores | bounds | {"finding": one.finding}


def _finding(view: View, one: Difference, names: list[str]) -> str:
    if one.better is None:
        return view.t(f"compare.finding.{one.finding}")
    return view.t("compare.finding.better", name=names[one.better])


def _chart(view: View, found: Standing) -> None:
    t, main = view.t, view.task.measures[0]
    scores = [group.score(main.name) or 0.0 for group in view.tested]
    best = (min if main.lower else max)(range(len(scores)), key=scores.__getitem__)
    looks = [view.looks[place] for place in view.shared.places]
    rows = pair_facts(found.differences, looks, best)
    st.markdown(t("compare.pairs.against", name=looks[best].name))
    st.plotly_chart(
        pairs_chart(rows, t(f"compare.pairs.axis.{view.task.name}", name=looks[best].name)),
        key="compare.pairs",
        config=CONFIG,
        alt=t(
            "compare.alt.pairs",
            name=looks[best].name,
            told=t("words.pause").join(f"{row.look.name} {points(t, row.gain)}" for row in rows),
        ),
    )


def _family(view: View, found: Standing) -> str:
    t, made = view.t, sum(one.p is not None for one in found.differences)
    if view.yardstick is None or made == 0:
        return t("compare.pairs.untested")
    units, reference = len(view.yardstick.test_set.arrays["test_truth"]), view.method(found.reference)
    told = t(f"compare.pairs.family.{view.task.name}", tests=made, units=whole(units), reference=reference)
    return spaced(t, told, _relabelled(view, units))


def _relabelled(view: View, units: int) -> str:
    """Whose labels all are judged by, where labels were corrected between experiments."""
    if view.yardstick is None or not view.yardstick.relabelled:
        return ""
    home = [one.id for one in view.experiments].index(view.yardstick.test_set.experiment.id)
    count = view.yardstick.relabelled
    return view.t("compare.relabelled", count=whole(count), of=whole(units), name=letter(home))


def _left_out(view: View) -> None:
    """One sentence for each group that is not on the common test."""
    t = view.t
    told: dict[str, list[str]] = {}
    for place, why in view.shared.left_out:
        told.setdefault(_reason(view, why), []).append(view.names[place])
    for reason, names in told.items():
        st.info(
            t("compare.left_out", names=t("words.comma").join(names), reason=reason),
            icon=":material/link_off:",
        )


def _reason(view: View, why: Obstacle) -> str:
    facts = {name: literal(str(value)) for name, value in why.facts.items()}
    return view.t(f"compare.obstacle.{why.key}", **facts)


def _two_named(view: View) -> None:
    """McNemar's test between two runs that a person names."""
    t = view.t
    rows = [row for group in view.tested for row in group.tested]
    if len(rows) < 2 or view.task.between_two is None:
        return
    st.markdown(f"**{t('compare.mcnemar.title')}**")
    left, right = st.columns(2)
    places = range(len(rows))
    name = [_run_name(view, row) for row in rows]
    one = left.selectbox(
        t("compare.column.first"), places, format_func=name.__getitem__, key="compare.first_run"
    )
    two = right.selectbox(
        t("compare.column.second"), places, 1, format_func=name.__getitem__, key="compare.second_run"
    )
    if one is None or two is None or one == two:
        st.caption(t("compare.mcnemar.same"))
        return
    store, test_set = open_store(), view.test_sets[rows[one].experiment.id]
    found = view.task.between_two(store.arrays(rows[one].run.id), store.arrays(rows[two].run.id), test_set)
    kind = "exact" if found.exact else "chi"
    told = t(
        f"compare.mcnemar.{kind}", one=name[one], two=name[two], first=found.first, second=found.second,
        p=p_value(found.p),
    )  # fmt: skip
    st.caption(told)


def _run_name(view: View, row: Row) -> str:
    t = view.t
    home = f" · {letter(row.place)}" if len(view.experiments) > 1 else ""
    return t("compare.run", cell=t(f"cell.{row.run.cell}"), seed=row.run.seed) + home
