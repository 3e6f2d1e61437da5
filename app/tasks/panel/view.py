"""An experiment on many series at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.components.tabs import kept_tabs
from app.errors import explained, literal
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.settings_table import in_two_columns, spec_rows
from app.experiments.take_home import take_home
from app.i18n import Translate
from app.numbers import percent
from app.store import open_store
from app.tasks.panel.about import data_line, show_panel
from app.tasks.panel.charts.gains import gain_facts, gains_chart
from app.tasks.panel.each import series_table
from app.tasks.panel.export import panel_exports
from app.tasks.panel.head import head_line
from app.tasks.panel.known import many
from app.tasks.panel.methods import limits_of, methods_table
from app.tasks.panel.totals import totals_tab
from app.tasks.panel.verdict import panel_verdict
from core.data.panel.facts import PanelFacts
from core.store.records import Experiment, Run
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.spec import PanelSpec

TABS = {
    "series": ":material/stacked_line_chart:",
    "totals": ":material/functions:",
    "methods": ":material/table:",
    "learning": ":material/show_chart:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


def panel_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        facts = many(experiment.spec, experiment.source_name)
        result_header(t, experiment, runs, data_line(t, facts), partial(once_more, experiment))
        known: PanelOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        panel_verdict(t, known, runs, experiment.spec)
        _tabs(t, experiment, runs, facts, known)


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], facts: PanelFacts, known: PanelOutcome
) -> None:
    tabs = kept_tabs("panel.tab", {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()})
    with tabs["series"]:
        series_table(t, experiment, known)
    with tabs["totals"]:
        totals_tab(t, experiment, known)
    with tabs["methods"]:
        methods_table(t, known)
        st.caption(t("panel.methods.about"))
        for told in limits_of(t, known):
            st.caption(told)
        st.caption(literal(head_line(t, facts, experiment.spec.of(PanelSpec))))
        _gains(t, known)
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["data"]:
        show_panel(t, facts, "result")
    with tabs["settings"]:
        table(in_two_columns(t, spec_rows(t, experiment.spec)), names=2)
    with tabs["take_home"]:
        exports, best = panel_exports(t, experiment, runs, known), known.verdict.cell
        if exports.script is None:
            st.caption(t("panel.together.no_script"))
        take_home(t, experiment, runs, exports, best, drawn=bool(tabs["take_home"].open))


def _gains(t: Translate, known: PanelOutcome) -> None:
    """The best cell against the reference, series by series."""
    cell, reference = known.verdict.cell, known.reference
    facts = gain_facts(cell, known.errors[cell], known.errors[reference])
    words = {
        "cell": t(f"cell.{cell}"), "reference": t(f"method.{reference}"), "share": percent(facts.better, 0),
    }  # fmt: skip
    st.markdown(t("panel.gains.title", **words))
    st.plotly_chart(
        gains_chart(facts, t), key="panel.gains", config=CONFIG, alt=t("panel.gains.alt", **words)
    )
