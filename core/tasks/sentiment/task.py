"""Classifying texts: its row in the table of tasks."""

from core.tasks.base import Swept, Task
from core.tasks.sentiment import swept
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.compare import COMPARISON
from core.tasks.sentiment.results import found, text_outcome
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
    compared=COMPARISON,
    command="core.tasks.sentiment.command",
    swept=Swept(swept.test, swept.scored),
)
