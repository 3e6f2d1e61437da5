"""The Stop button of whatever runs."""

from collections.abc import Callable

from streamlit.delta_generator import DeltaGenerator

from app.errors import explained
from app.i18n import Translate


def stop_button(t: Translate, place: DeltaGenerator, key: str, stop: Callable[[], None]) -> None:
    """Draw it; a click stops before anything is drawn.

    A page that runs is drawn anew whenever a run has ended. A click that was looked at where the button
    stands was lost if that happened first.
    """
    place.button(
        t("progress.stop"),
        icon=":material/stop_circle:",
        key=key,
        width="stretch",
        on_click=_stop,
        args=(t, stop),
    )


def _stop(t: Translate, stop: Callable[[], None]) -> None:
    with explained(t):
        stop()
