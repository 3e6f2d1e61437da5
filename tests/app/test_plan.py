"""The lesson plan: every step with its questions, answers behind them, in the documentation as it is now."""

from html import unescape
from pathlib import Path

import pytest

from app.i18n import translator
from app.learn.plan import lessons, pages, plan_html
from app.learn.steps import STEPS
from core.words.locales import languages

DOCS = Path(__file__).parents[2] / "docs"
HOW = "python -m app.learn.plan docs"


def test_the_documentation_is_what_the_path_says_now():
    for name, page in pages().items():
        assert (DOCS / name).read_text("utf-8") == page, HOW


@pytest.mark.parametrize("language", sorted(languages()))
def test_each_step_has_its_questions_and_their_answers_come_behind_all_of_them(language):
    t = translator(language)
    told = unescape(plan_html(t, language).decode())
    plan, answers = told.split('<div id="answers">')
    found = list(lessons(t))
    assert len(found) == len(STEPS) and "<script" not in told
    for one in found:
        assert one.title in plan and one.title in answers and one.address in plan
        for asked in one.asked:
            assert asked.words in plan and all(option in plan for option in asked.options)
            assert asked.why in answers and asked.why not in plan
            assert "*" not in one.idea + asked.words + asked.why
