"""How forecasts are called that nobody has named: after the data and the column that is forecast."""

from app.data_words import sample_column
from app.i18n import Translate
from app.names import BETWEEN
from core.tasks.forecast.spec import ForecastSpec


def tails(t: Translate, task: ForecastSpec) -> dict[str, str]:
    """The column, as it is stored and as readers call it."""
    return {f"{BETWEEN}{task.target}": f"{BETWEEN}{sample_column(t, task.target)}"}
