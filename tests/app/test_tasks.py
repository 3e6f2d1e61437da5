"""One contract over how all tasks are shown: whoever adds a row is told here what it still lacks."""

from pathlib import Path

import pytest

from app.frame import PAGES
from app.tasks import VIEWS
from app.tasks.base import part
from core.tasks import TASKS
from core.words.locales import catalogue, languages

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("page.{}", "example.{}", "experiments.line.{}", "chart.loss.{}")
each = pytest.mark.parametrize("name", VIEWS)


def test_every_task_is_shown_and_in_the_order_of_the_table():
    assert list(VIEWS) == list(TASKS)
    assert all(VIEWS[name].task is TASKS[name] for name in TASKS)


@each
def test_its_parts_are_where_the_row_says(name):
    view = VIEWS[name]
    for dotted in (view.again, view.data, view.line, view.compared, view.input):
        assert not dotted or callable(part(dotted))


@each
def test_what_it_can_is_shown(name):
    assert bool(VIEWS[name].input) == bool(TASKS[name].questions)
    assert bool(VIEWS[name].line) == bool(TASKS[name].swept)
    pairing = TASKS[name].compared and TASKS[name].compared.pairing
    assert bool(VIEWS[name].explained) == bool(VIEWS[name].compared) == bool(pairing)


@each
def test_it_has_a_page_in_the_navigation(name):
    assert PAGES[name].script == f"pages/{name}.py" and (ROOT / PAGES[name].script).exists()


@each
@pytest.mark.parametrize("language", languages())
def test_it_has_its_words(name, language):
    known = catalogue(language)
    assert [key.format(name) for key in KEYS if key.format(name) not in known] == []
