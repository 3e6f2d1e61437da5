"""A classifying experiment at its address, in whichever state it is."""

from dataclasses import replace
from functools import partial

from app.components.tabs import kept_tabs
from app.data.text_report import show_texts, texts_line
from app.data_words import class_names
from app.errors import explained
from app.experiments.before_card import before_card
from app.experiments.classes.result import (
    accuracy_and_confusion,
    calibration_tab,
    classes_tab,
    methods_tab,
)
from app.experiments.classes.send_card import send_card
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.take_home import take_home
from app.i18n import Translate, current_language
from app.store import open_store, text_facts
from app.tasks.sentiment.export.contents import text_exports
from app.tasks.sentiment.labels.tab import labels_tab
from app.tasks.sentiment.result import mistakes_tab, texts_of_cell
from app.tasks.sentiment.scoring import scoring
from app.tasks.sentiment.settings import text_settings_tab
from app.tasks.sentiment.verdict import WORDS, text_verdict_card
from core.store.records import Experiment, Run
from core.tasks.classified.outcome import ClassOutcome
from core.text.facts import TextFacts

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "classes": ":material/category:",
    "calibration": ":material/balance:",
    "mistakes": ":material/error_med:",
    "labels": ":material/fact_check:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


def text_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        facts = text_facts(open_store(), experiment.data, experiment.source_name)
        again = partial(once_more, experiment)
        result_header(t, experiment, runs, texts_line(t, facts), again)
        known: ClassOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        shown = replace(known, classes=class_names(t, facts))
        if known.outdated:
            before_card(t, experiment, runs, again)
        else:
            send_card(t, shown, WORDS, "send", "bags")
            text_verdict_card(t, shown, runs, experiment.spec)
        scoring(t, experiment, shown.classes)
        accuracy_and_confusion(t, shown, WORDS, partial(texts_of_cell, t, shown, experiment))
        _tabs(t, experiment, runs, facts, known)


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], facts: TextFacts, known: ClassOutcome
) -> None:
    shown = replace(known, classes=class_names(t, facts))
    labels = {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()}
    tabs = kept_tabs("sentiment.tab", labels)
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        methods_tab(t, shown, WORDS)
    with tabs["classes"]:
        classes_tab(t, shown, WORDS)
    with tabs["calibration"]:
        calibration_tab(t, shown, WORDS)
    with tabs["mistakes"]:
        mistakes_tab(t, shown, experiment)
    with tabs["labels"]:
        labels_tab(t, experiment, runs, facts)
    with tabs["data"]:
        show_texts(t, facts, "result")
    with tabs["settings"]:
        text_settings_tab(t, experiment, known)
    with tabs["take_home"]:
        store, language = open_store(), current_language()
        exports = text_exports(t, language, experiment, runs, facts, known, store)
        take_home(t, experiment, runs, exports, known.verdict.cell, drawn=bool(tabs["take_home"].open))
