"""How classifying texts is shown."""

import re

from app.tasks.base import View
from core.tasks.sentiment.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/sentiment_satisfied:",
    group="work",
    sources=re.compile(r"text_(?:sample|public)\.[a-z_]+"),
    again="app.experiments.start.start_texts_again",
    data="app.store.texts_of",
    line="app.sweep.words.labelled_texts",
    compared="app.tasks.sentiment.one_text.one_text_part",
    explained=("paired", "accuracy", "holm", "seeds"),
    input="app.inside.inputs.text",
    shares=True,
    before="text_verdict.before",
)
