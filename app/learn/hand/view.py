"""The tab of a cell by hand: what to do, the curves, the dials."""

import numpy as np
import streamlit as st

from app.charts.cell.plan import series_drawing
from app.charts.theme import CONFIG
from app.components.drawn_cell import drawn_cell
from app.components.glossary import explained_text
from app.components.stepper import PACE, playing, stepper
from app.components.tabs import choose_tab
from app.i18n import Translate
from app.learn.charts.hand import hand_chart, hand_facts
from app.learn.hand.bench import FREE, MET, Bench, Pulses, bench, judged
from app.learn.hand.controls import controls
from app.numbers import figure
from core.byhand.cell import MOST_UNITS, Course
from core.byhand.challenges import CHALLENGES
from core.cells import CELLS

# On a phone the curves stay in sight while the dials below them are moved.
STICKY = (
    "<style>@media(max-width:640px){*:has(>.st-key-learn-hand-curves){position:sticky;top:2.6rem;z-index:9;"
    "background:light-dark(#fff,#0f1218)}}</style>"
)


def hand_view(t: Translate) -> None:
    """Draw it."""
    st.html(STICKY)
    explained_text(t("learn.hand.text"))
    name = _challenge(t)
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        cell = _cell(t)
    with right:
        units = st.segmented_control(
            t("learn.hand.units"), range(1, MOST_UNITS + 1), default=1, required=True,
            key="learn.hand.units", persist_state="session",
        )  # fmt: skip
    every = PACE if playing(f"learn.hand.{name}") else None
    st.fragment(_workbench, run_every=every)(t, name, cell, int(units or 1))


def open_by_hand(t: Translate, challenge: str, cell: str) -> None:
    """Go there from another place of the page; to be called before anything is drawn."""
    choose_tab("learn", "hand", t("learn.tab.hand"))
    st.query_params.update({"challenge": challenge, "cell": cell})
    st.session_state.update({"learn.hand.challenge": challenge, "learn.hand.cell": cell})


def _challenge(t: Translate) -> str:
    """Which one; those that were met have a tick. The address keeps it."""
    known, found = [FREE, *CHALLENGES], st.session_state.get(MET, set())
    asked = st.query_params.get("challenge", "")
    chosen = st.pills(
        t("learn.hand.challenge", met=len(found), count=len(CHALLENGES)), known,
        default=asked if asked in known else "keep", required=True, key="learn.hand.challenge",
        format_func=lambda one: ("✓ " if one in found else "") + t(f"learn.hand.{one}"),
    ) or "keep"  # fmt: skip
    st.query_params["challenge"] = chosen
    return str(chosen)


def _cell(t: Translate) -> str:
    known = [cell.name for cell in CELLS.values() if cell.portable or not cell.layer]
    asked = st.query_params.get("cell", "")
    chosen = st.segmented_control(
        t("inside.cell"), known, default=asked if asked in known else "lstm", required=True,
        format_func=lambda one: t(f"cell.{one}"), key="learn.hand.cell",
    ) or "lstm"  # fmt: skip
    st.query_params["cell"] = chosen
    return str(chosen)


def _workbench(t: Translate, name: str, cell: str, units: int) -> None:
    """What is drawn anew when a dial moves: nothing else of the page is."""
    before = len(st.session_state.get(MET, ()))
    explained_text(t(f"learn.hand.{name}.text"))
    pulses = _pulses(t) if name == FREE else Pulses()
    chosen = bench(name, cell, units, pulses)
    walked = chosen.walk()
    left, right = st.columns([8, 5], gap="large")
    with right:
        at = stepper(
            t, f"learn.hand.{name}", len(walked.computed), int(np.abs(chosen.challenge.inputs).argmax())
        )
        drawn_cell(
            t,
            series_drawing(walked.steps, walked.at(at), 0, float(walked.inputs[at, 0])),
            cell,
            key="learn.hand",
        )
    with left:
        with st.container(key="learn-hand-curves"):
            _told(t, chosen, walked)
            _curves(t, chosen, walked, at)
        _buttons(t, chosen)
        controls(t, chosen)
    if len(st.session_state.get(MET, ())) > before:
        st.rerun()  # the whole page: its challenge has a tick now


def _pulses(t: Translate) -> Pulses:
    first, second, third = st.columns(3, gap="medium", vertical_alignment="bottom")
    scope = "learn.hand.pulses"
    every = first.slider(t("learn.hand.every"), 1, 30, 12, key=f"{scope}.every", persist_state="session")
    height = second.slider(
        t("learn.hand.height"), 0.0, 3.0, 1.0, 0.1, key=f"{scope}.height", persist_state="session"
    )
    turns = third.toggle(t("learn.hand.turns"), key=f"{scope}.turns", persist_state="session")
    return Pulses(every, height, turns)


def _told(t: Translate, chosen: Bench, walked: Course) -> None:
    """How far it is."""
    good, counted = judged(chosen, walked)
    if not counted:
        return
    if good == counted:
        st.success(t(f"learn.hand.{chosen.challenge.name}.met"), icon=":material/check_circle:")
        return
    st.progress(good / counted, t("learn.hand.held", good=good, count=counted))


def _curves(t: Translate, chosen: Bench, walked: Course, at: int) -> None:
    last = [f"{name} = {figure(float(walked.over_time(name)[-1, 0]), 2)}" for name in walked.steps.STATES]
    facts = {"steps": len(walked.computed), "last": t("words.comma").join(last)}
    st.plotly_chart(
        hand_chart(hand_facts(walked, chosen.cell.name, chosen.challenge, at), t),
        key="learn.hand.curves",
        config=CONFIG,
        alt=t("learn.hand.alt", **facts),
    )


def _buttons(t: Translate, chosen: Bench) -> None:
    """Back to the start; and a solution for whoever asks for it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("learn.hand.again"),
            icon=":material/restart_alt:",
            key=f"{chosen.scope}.again",
            on_click=chosen.put,
        )
        if chosen.solution is not None:
            st.button(
                t("learn.hand.solution"),
                icon=":material/key:",
                key=f"{chosen.scope}.solution",
                on_click=chosen.put,
                args=(chosen.solution,),
                type="tertiary",
            )
        elif chosen.challenge.bands:
            key = "learn.hand.unsolved" if chosen.units == 1 else "learn.hand.unsolved.more"
            st.caption(t(key, cell=t(f"cell.{chosen.cell.name}")))
