"""Classifying whole series: its row in the table of tasks."""

from core.tasks.base import Task
from core.tasks.classified.compare import comparison
from core.tasks.classified.results import found
from core.tasks.classified.swept import swept
from core.tasks.classify.keeping import keep
from core.tasks.classify.results import series_outcome
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.start import sizes, start
from core.tasks.classify.summary import series_summary

TASK = Task(
    spec=ClassifySpec,
    start=start,
    sizes=sizes,
    keep=keep,
    outcome=series_outcome,
    found=found,
    summary=series_summary,
    baselines="core.tasks.classify.baselines",
    worker="core.tasks.classify.train",
    example="core.tasks.classify.example",
    questions="core.tasks.classify.questions",
    inside="core.tasks.classify.inside",
    compared=comparison(ClassifySpec.kind, "series"),
    swept=swept(series_outcome),
    command="core.tasks.classify.command",
)
