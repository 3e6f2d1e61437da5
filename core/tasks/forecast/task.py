"""Forecasting a series: its row in the table of tasks."""

from core.store.store import Store
from core.tasks.base import Swept, Task
from core.tasks.forecast import swept
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.compare import COMPARISON
from core.tasks.forecast.fitness import check
from core.tasks.forecast.results import found, outcome
from core.tasks.forecast.sizes import sizes
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.summary import forecast_summary

TASK = Task(
    spec=ForecastSpec,
    start=recommended,
    sizes=sizes,
    check=check,
    keep=Store.add_dataset,
    outcome=outcome,
    found=found,
    summary=forecast_summary,
    baselines="core.tasks.forecast.baselines",
    worker="core.tasks.forecast.train",
    example="core.tasks.forecast.example",
    warm=True,
    questions="core.tasks.forecast.questions",
    inside="core.tasks.forecast.inside",
    compared=COMPARISON,
    command="core.tasks.forecast.command",
    brings="core.tasks.forecast.kept.bring",
    swept=Swept(swept.test, swept.scored),
)
