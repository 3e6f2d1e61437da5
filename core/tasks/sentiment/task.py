"""Classifying texts: its row in the table of tasks."""

from core.tasks.base import Task
from core.tasks.classified.compare import comparison
from core.tasks.classified.results import found
from core.tasks.classified.swept import swept
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.sizes import sizes
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.summary import text_summary

TASK = Task(
    spec=SentimentSpec,
    start=advised,
    sizes=sizes,
    outcome=text_outcome,
    found=found,
    summary=text_summary,
    baselines="core.tasks.sentiment.baselines",
    worker="core.tasks.sentiment.train",
    example="core.tasks.sentiment.example",
    warm=True,
    questions="core.tasks.sentiment.questions",
    inside="core.tasks.sentiment.inside",
    rehearsed=True,
    compared=comparison(SentimentSpec.kind, "texts"),
    command="core.tasks.sentiment.command",
    swept=swept(text_outcome),
)
