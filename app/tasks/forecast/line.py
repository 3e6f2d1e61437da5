"""A series and how far ahead it is forecast, in a line."""

from app.data.report import report_line
from app.i18n import Translate
from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.tasks.forecast.spec import ForecastSpec


def series_ahead(t: Translate, spec: ExperimentSpec, data: Dataset) -> str:
    """The series, and how far ahead it is forecast."""
    task = spec.of(ForecastSpec)
    return f"{report_line(t, data, task.target)} · {t('sweep.ahead', horizon=task.horizon)}"
