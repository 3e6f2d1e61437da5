"""What setups share: the data in a line and a report, the form, and the button above it."""

from collections.abc import Callable

import streamlit as st

from app.errors import explained, literal
from app.experiments.header import train_button
from app.experiments.start import start
from app.experiments.to_sweep import vary_setup
from app.i18n import Translate
from app.numbers import whole
from core.cells import CELLS
from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.plan import Ends, cell_size
from core.store.records import Experiment


def setup(
    t: Translate,
    data: Data,
    base: Experiment | None,
    *,
    line: str,
    report: tuple[str, Callable[[], None]],
    form: Callable[[], ExperimentSpec],
    warn: Callable[[ExperimentSpec], None] | None = None,
    swept: bool = False,
) -> None:
    """Draw it, and queue the experiment where the button was pressed.

    Args:
        base: The experiment whose setup is changed.
        report: Title and content of what is told of the data; closed where a setup is changed.
        form: Draws all settings; raises UserError for what cannot be trained.
        warn: Draws, above the button, what a person should know of settings that can.
        swept: Whether these settings may be varied in a sweep.
    """
    st.caption(literal(line))
    warning = st.container() if warn else None
    button = st.container()
    with st.expander(report[0], expanded=base is None):
        report[1]()
    st.subheader(t("setup.title"))
    spec: ExperimentSpec | None = None
    with explained(t, button):
        spec = form()
    if spec is not None and warn and warning:
        with warning:
            warn(spec)
    with button, st.container(horizontal=True):
        wanted = train_button(t, spec)
        if spec is not None and swept:
            vary_setup(t, data, spec)
    if wanted and spec is not None:
        with explained(t, button), st.spinner(t("setup.queueing")):  # seen where it was pressed
            start(data, spec, base.name if base else None)


def sizes_line(t: Translate, spec: ExperimentSpec, ends: Ends) -> str:
    """Units and weights of each cell."""
    told = []
    for name in spec.cells:
        units, weights = cell_size(spec, CELLS[name], ends)
        told.append(t("setup.size", cell=t(f"cell.{name}"), units=units, weights=whole(weights)))
    return "\u00a0· ".join(told)
