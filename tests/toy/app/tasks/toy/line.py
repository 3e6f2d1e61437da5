"""The data and the task in a line."""

from app.i18n import Translate
from core.data.frame import Dataset
from core.specs import ExperimentSpec


def one_series(t: Translate, spec: ExperimentSpec, data: Dataset) -> str:
    """The data's name."""
    return data.name
