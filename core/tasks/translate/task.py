"""Translating: its row in the table of tasks."""

from core.tasks.base import Swept, Task
from core.tasks.translate import swept
from core.tasks.translate.compare import COMPARISON
from core.tasks.translate.keeping import keep
from core.tasks.translate.results import found, translation_outcome
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised, sizes
from core.tasks.translate.summary import translation_summary

TASK = Task(
    spec=TranslateSpec,
    start=advised,
    sizes=sizes,
    keep=keep,
    outcome=translation_outcome,
    found=found,
    summary=translation_summary,
    baselines="core.tasks.translate.baselines",
    worker="core.tasks.translate.train",
    example="core.tasks.translate.example",
    questions="core.tasks.translate.questions",
    inside="core.tasks.translate.inside",
    compared=COMPARISON,
    swept=Swept(swept.test, swept.scored),
    command="core.tasks.translate.command",
)
