"""The series behind a button of Learn: twelve shops by one network; one click trains."""

from app.experiments.start import start as queue_and_open
from app.tasks.panel.known import panel_sample
from core.data.panel.samples import PRESELECTED
from core.tasks.panel.start import start


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment; there is one step on many series."""
    series = panel_sample(PRESELECTED)
    queue_and_open(series, start(series), title)
