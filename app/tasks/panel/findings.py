"""What a report says of many series."""

import numpy as np

from app.experiments.settings_table import in_two_columns, spec_rows
from app.exports.findings import Drawing, Findings, Section, findings_html
from app.i18n import Translate, current_language
from app.numbers import percent
from app.store import open_store
from app.tasks.panel.about import data_line, figures
from app.tasks.panel.charts.gains import gain_facts, gains_chart
from app.tasks.panel.charts.one import one_chart
from app.tasks.panel.each import one_facts
from app.tasks.panel.head import head_line
from app.tasks.panel.known import many, many_series
from app.tasks.panel.methods import limits_of, method_rows
from app.tasks.panel.totals import total_rows
from app.tasks.panel.verdict import evidence, headline, sent_line
from core.data.panel.dataset import Panel
from core.store.records import Experiment, Run
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.spec import PanelSpec
from core.words.methods import method_word
from core.words.sentences import spaced

DRAWN = 4  # series, evenly from the best to the worst


def panel_report_html(t: Translate, experiment: Experiment, runs: list[Run], outcome: PanelOutcome) -> bytes:
    """The report, as one file that needs nothing else to be read."""
    return findings_html(t, current_language(), experiment, runs, panel_findings(t, experiment, outcome))


def panel_findings(t: Translate, experiment: Experiment, outcome: PanelOutcome) -> Findings:
    """All that it says."""
    facts, data = many(experiment.spec, experiment.source_name), many_series(open_store(), experiment.data)
    sections = [*_gains(t, outcome), *_drawn(t, experiment, outcome, data)]
    if rows := total_rows(t, experiment, outcome, data):
        sections.append(Section(t("tab.totals"), rows, t("panel.totals.about")))
    head = head_line(t, facts, experiment.spec.of(PanelSpec))
    about = spaced(t, t("panel.methods.about"), *limits_of(t, outcome), head)
    sections.append(Section(t("tab.methods"), method_rows(t, outcome), about))
    return Findings(
        outcome, data_line(t, facts), headline(t, outcome), evidence(t, outcome), sections,
        in_two_columns(t, spec_rows(t, experiment.spec)), figures(t, facts), (sent_line(t, outcome),),
    )  # fmt: skip


def _gains(t: Translate, outcome: PanelOutcome) -> list[Section]:
    if outcome.words:
        return []
    cell, reference = outcome.verdict.cell, outcome.reference
    facts = gain_facts(cell, outcome.errors[cell], outcome.errors[reference])
    words = {"cell": t(f"cell.{cell}"), "reference": t(f"method.{reference}"),
             "share": percent(facts.better, 0)}  # fmt: skip
    drawing = Drawing("gains", lambda: gains_chart(facts, t), t("panel.gains.alt", **words))
    return [Section(t("panel.gain"), about=t("panel.gains.title", **words), drawing=drawing)]


def _drawn(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel) -> list[Section]:
    """Some series, from the one that was forecast best to the worst."""
    errors = [outcome.errors[name][place] for place, name in enumerate(outcome.chosen)]
    known = [place for place in range(len(data)) if np.isfinite(errors[place])]
    ranked = sorted(known, key=errors.__getitem__)
    count = min(DRAWN, len(ranked))
    places = [ranked[round(at * (len(ranked) - 1) / max(count - 1, 1))] for at in range(count)]
    return [_one(t, experiment, outcome, data, place) for place in places]


def _one(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel, place: int) -> Section:
    facts, method = one_facts(experiment, outcome, data, place), method_word(t, outcome.chosen[place])
    alt = t("panel.one.alt", series=data.ids[place], method=method)
    drawing = Drawing(f"series-{place + 1}", lambda: one_chart(facts, data.column, t), alt)
    return Section(data.ids[place], drawing=drawing)
