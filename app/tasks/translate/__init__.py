"""How translating is shown."""

import re

from app.tasks.base import View
from core.tasks.translate.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/translate:",
    group="work",
    sources=re.compile(r"pair_sample\.[a-z]+"),
    data="app.tasks.translate.known.known_pairs",
    setup="app.tasks.translate.setup.translate_setup",
    change="app.tasks.translate.setup.change_translate_setup",
    view="app.tasks.translate.view.translation_view",
    subtitle="translate.subtitle",
    lessons=("limits", "attention"),
    lesson="app.tasks.translate.lessons.begin",
    line="app.tasks.translate.about.line",
    compared="app.tasks.translate.one_sentence.one_sentence_part",
    explained=("paired", "bootstrap", "holm", "seeds"),
    input="app.tasks.translate.inside.pair",
    words="translate",
    shares=True,
)
