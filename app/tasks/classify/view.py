"""An experiment on whole series at its address, in whichever state it is."""

from dataclasses import replace
from functools import partial

from app.components.tabs import kept_tabs
from app.errors import explained
from app.experiments.before_card import before_card
from app.experiments.classes.result import (
    accuracy_and_confusion,
    calibration_tab,
    classes_tab,
    methods_tab,
)
from app.experiments.classes.send_card import send_card
from app.experiments.classes.verdict import verdict_card
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.take_home import take_home
from app.i18n import Translate
from app.store import open_store
from app.tasks.classify.about import data_line, show_series
from app.tasks.classify.cases import series_of_cell
from app.tasks.classify.export import series_exports
from app.tasks.classify.known import labelled, shown_classes
from app.tasks.classify.settings import series_settings_tab
from app.tasks.classify.use import use_part
from core.data.labelled.facts import LabelledFacts
from core.store.records import Experiment, Run
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classify.spec import ClassifySpec

WORDS = "series"
EXPLAINED = ("verdict", "accuracy", "paired", "holm", "split")
TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "classes": ":material/category:",
    "calibration": ":material/balance:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


def series_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        facts = labelled(experiment.spec, experiment.source_name)
        again = partial(once_more, experiment)
        result_header(t, experiment, runs, data_line(t, facts), again)
        known: ClassOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        shown = replace(known, classes=shown_classes(t, facts))
        if known.outdated:
            before_card(t, experiment, runs, again)
        else:
            send_card(t, shown, WORDS, "send")
            weighs = experiment.spec.of(ClassifySpec).class_weights
            verdict_card(t, shown, runs, experiment.spec, WORDS, weighs=weighs, explained=EXPLAINED)
        use_part(t, experiment, shown, facts)
        accuracy_and_confusion(t, shown, WORDS, partial(series_of_cell, t, shown, experiment))
        _tabs(t, experiment, runs, facts, shown)


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], facts: LabelledFacts, shown: ClassOutcome
) -> None:
    labels = {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()}
    tabs = kept_tabs("classify.tab", labels)
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        methods_tab(t, shown, WORDS)
    with tabs["classes"]:
        classes_tab(t, shown, WORDS)
    with tabs["calibration"]:
        calibration_tab(t, shown, WORDS)
    with tabs["data"]:
        show_series(t, facts, "result")
    with tabs["settings"]:
        series_settings_tab(t, experiment, shown)
    with tabs["take_home"]:
        exports = series_exports(t, experiment, runs, facts, shown)
        take_home(t, experiment, runs, exports, shown.verdict.cell, drawn=bool(tabs["take_home"].open))
