"""The one table of how tasks are shown; its rows are in the order of `core.tasks`, and load no components."""

from app.tasks.base import View
from app.tasks.forecast import VIEW as FORECAST
from app.tasks.memory import VIEW as MEMORY
from app.tasks.sentiment import VIEW as SENTIMENT

VIEWS: dict[str, View] = {view.name: view for view in (FORECAST, SENTIMENT, MEMORY)}
