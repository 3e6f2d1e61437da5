"""Choose many series: a sample, or a file; kept across pages."""

import hashlib
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.components import kept
from app.data.being_read import being_read
from app.data.last_file import LastFile, last_file, read_again
from app.data.sources import Way, choose_source
from app.i18n import Translate
from app.people import owner
from app.store import open_store
from app.tasks.panel.known import many_facts, panel_sample
from core.data.choices import Choices
from core.data.panel.choices import AS_IT_COMES, EVERY_SHEET, PanelChoices
from core.data.panel.facts import PanelFacts
from core.data.panel.reading import PanelRead
from core.data.panel.samples import PRESELECTED, SAMPLES
from core.sandbox.forkserver import get_ready
from core.store.data_folder import DATA
from core.tasks.panel.keeping import keep_panel_files

READS = "core.data.panel.reading"  # what reads them
FILE = "panel_picker.read"  # in the session
ROLES = ("series", "known", "past", "fixed")  # that several columns can have


def panel_picker(t: Translate) -> PanelFacts | None:
    """Draw the ways to bring many series; returns those in hand, or None as long as there are none."""
    return choose_source(t, "panel", WAYS, lambda facts: None, partial(many_facts, open_store()))


def _sample_source(t: Translate) -> PanelFacts | None:
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    names = [PRESELECTED, *(name for name in SAMPLES if name != PRESELECTED)]
    name = left.selectbox(
        t("panel.sample"), names,
        index=names.index(kept.first("sample", PRESELECTED, kept.one_of(names), "panel")),
        format_func=lambda name: t(f"panel_sample.{name}"),
        key="panel_picker.sample", persist_state="session",
    )  # fmt: skip
    kept.keep("sample", None if name == PRESELECTED else name, of_form=False)
    right.caption(t(f"panel_sample.{name}.about"))
    return panel_sample(name)


def _file_source(t: Translate) -> PanelFacts | None:
    get_ready(READS)
    given = st.file_uploader(
        t("panel.file"), key="panel_picker.file", help=t("panel.file.help"), accept_multiple_files=True
    )
    if not given:
        return None
    files = [(one.getvalue(), one.name) for one in given]

    def read(choices: PanelChoices) -> PanelRead:
        return keep_panel_files(open_store(), files, choices, owner())

    content = hashlib.sha256(b"".join(hashlib.sha256(body).digest() for body, _ in files)).hexdigest()
    with being_read(t):
        last = last_file(FILE, (content, *(name for _, name in files)), content, AS_IT_COMES, read)
        chosen = _chosen(t, last, content[:12])
        facts = last.read.facts
        swept = facts is not None and not open_store().data.has(facts.sha256, DATA)
        if chosen != last.choices or swept:
            read_again(FILE, last, chosen, read, anew=swept)
    return last.read.get()


def _chosen(t: Translate, last: LastFile[PanelChoices, PanelRead], scope: str) -> PanelChoices:
    """What the columns are; what is left open is told from the file."""
    columns, facts = last.first.columns, last.read.facts
    with st.expander(t("file.panel"), icon=":material/tune:", expanded=facts is None):
        st.caption(t("file.raw"))
        st.code("\n".join(last.first.raw), language=None)
        found = t("file.found", value=facts.column) if facts else t("panel.role.none")
        first, *others = st.columns(3)
        target = first.selectbox(
            t("panel.role.target"), [None, *columns], format_func=lambda one: found if one is None else one,
            key=f"panel_picker.target.{scope}", persist_state="session",
        )  # fmt: skip
        given = {}
        for place, role in enumerate(ROLES):
            given[role] = tuple(
                others[place % 2].multiselect(
                    t(f"panel.role.{role}"),
                    columns,
                    key=f"panel_picker.{role}.{scope}",
                    help=t(f"panel.role.{role}.help"),
                    persist_state="session",
                )  # fmt: skip
            )
        sheet = _sheet(t, first, last.first.sheets, scope)
        wide = first.toggle(
            t("panel.wide"), key=f"panel_picker.wide.{scope}", help=t("panel.wide.help"),
            persist_state="session",
        )  # fmt: skip
    return PanelChoices(
        target=target, known=given["known"] or None, past=given["past"], fixed=given["fixed"],
        wide=True if wide else None, file=Choices(series=given["series"] or None, sheet=sheet),
    )  # fmt: skip


def _sheet(t: Translate, place: DeltaGenerator, sheets: tuple[str, ...], scope: str) -> str | None:
    """Which sheet of a workbook is read; None leaves it to the file, which has one that looks like data."""
    if len(sheets) < 2:
        return None
    named = {None: t("panel.sheet.first"), EVERY_SHEET: t("panel.sheet.every")}
    chosen: str | None = place.selectbox(
        t("panel.sheet.choice"), [None, EVERY_SHEET, *sheets], key=f"panel_picker.sheet.{scope}",
        format_func=lambda one: named.get(one, one), persist_state="session",
    )  # fmt: skip
    return chosen


WAYS: dict[str, Way[PanelFacts]] = {  # the one table of where many series come from
    "sample": Way(_sample_source, parameter="sample"),
    "file": Way(_file_source, forgetful=True, uploaded=True),
}
