"""The one table of how tasks are shown; its rows are in the order of `core.tasks`, and load no components."""

from app.tasks.base import View
from app.tasks.classify import VIEW as CLASSIFY
from app.tasks.forecast import VIEW as FORECAST
from app.tasks.generate import VIEW as GENERATE
from app.tasks.memory import VIEW as MEMORY
from app.tasks.panel import VIEW as PANEL
from app.tasks.sentiment import VIEW as SENTIMENT
from app.tasks.tag import VIEW as TAG
from app.tasks.translate import VIEW as TRANSLATE

VIEWS: dict[str, View] = {
    view.name: view for view in (FORECAST, SENTIMENT, MEMORY, CLASSIFY, GENERATE, TRANSLATE, TAG, PANEL)
}
