"""The page Inside for one experiment: the input, then one of its views."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.components.glossary import explained_text
from app.errors import explained
from app.i18n import Translate
from app.inside.alike import alike_view
from app.inside.attribution import attribution_view
from app.inside.gradients import gradients_view
from app.inside.inputs import Chosen, chosen_input
from app.inside.path import path_view
from app.inside.states import states_view
from app.inside.step import step_view
from app.inside.unit import unit_view
from core.store.records import Experiment

VIEWS: dict[str, Callable[[Translate, Experiment, Chosen], None]] = {
    "states": states_view,
    "unit": unit_view,
    "alike": alike_view,
    "path": path_view,
    "step": step_view,
    "attribution": attribution_view,
    "gradients": gradients_view,
}


def inside_view(t: Translate, experiment: Experiment) -> None:
    """Draw it; what cannot be answered gets a sentence in place of the view."""
    with explained(t):
        chosen = chosen_input(t, experiment)
        view = _view(t)
        if chosen is not None:
            explained_text(t(f"inside.view.{view}.about"), quiet=True)
            VIEWS[view](t, experiment, replace(chosen, instead=chosen.doubt()))


def _view(t: Translate) -> str:
    asked = st.query_params.get("view", "")
    view = st.segmented_control(
        t("inside.view"), list(VIEWS), default=asked if asked in VIEWS else "states", required=True,
        format_func=lambda name: t(f"inside.view.{name}"), key="inside.view", label_visibility="collapsed",
    )  # fmt: skip
    st.query_params["view"] = view or "states"
    return view or "states"
