"""Forecasting many series: its row in the table of tasks."""

from core.tasks.base import Task
from core.tasks.panel.compare import COMPARISON
from core.tasks.panel.keeping import keep
from core.tasks.panel.parts import parts_of
from core.tasks.panel.results import found, panel_outcome
from core.tasks.panel.sizes import sizes
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.start import start
from core.tasks.panel.summary import panel_summary

TASK = Task(
    spec=PanelSpec,
    start=start,
    sizes=sizes,
    keep=keep,
    parts=parts_of,
    outcome=panel_outcome,
    found=found,
    summary=panel_summary,
    baselines="core.tasks.panel.baselines",
    worker="core.tasks.panel.train",
    example="core.tasks.panel.example",
    questions="core.tasks.panel.questions",
    inside="core.tasks.panel.inside",
    compared=COMPARISON,
    command="core.tasks.panel.command",
    package_name="forecast_many",
)
