"""How classifying texts is shown."""

import re

from app.tasks.base import View
from core.tasks.sentiment.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/sentiment_satisfied:",
    group="work",
    sources=re.compile(r"text_(?:sample|public)\.[a-z_]+"),
    data="app.data.known.texts",
    setup="app.tasks.sentiment.setup.text_setup",
    change="app.tasks.sentiment.setup.change_text_setup",
    view="app.tasks.sentiment.view.text_view",
    subtitle="sentiment.subtitle",
    curves="app.experiments.classes.learning.accuracy_curves",
    cards="app.tasks.sentiment.card.card",
    lessons=("vectors", "padding", "stacked"),
    lesson="app.tasks.sentiment.lessons.begin",
    line="app.tasks.sentiment.line.labelled_texts",
    compared="app.tasks.sentiment.one_text.one_text_part",
    explained=("paired", "accuracy", "holm", "seeds"),
    input="app.tasks.sentiment.inside.text",
    words="text",
    shares=True,
    before="text_verdict.before",
)
