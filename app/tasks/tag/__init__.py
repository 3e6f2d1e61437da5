"""How tagging words is shown."""

import re

from app.tasks.base import View
from core.tasks.tag.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/label:",
    group="work",
    sources=re.compile(r"tagged_sample\.[a-z_]+"),
    data="app.tasks.tag.known.tagged",
    setup="app.tasks.tag.setup.tag_setup",
    change="app.tasks.tag.setup.change_tag_setup",
    view="app.tasks.tag.view.tag_view",
    subtitle="tag.subtitle",
    lessons=("shapes", "tagging"),
    lesson="app.tasks.tag.lessons.begin",
    line="app.tasks.tag.about.line",
    compared="app.tasks.tag.one_sentence.one_sentence_part",
    explained=("paired", "holm", "apart"),
    input="app.tasks.tag.inside.sentence",
    words="tag",
    shares=True,
)
