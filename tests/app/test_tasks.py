"""One contract over how all tasks are shown: whoever adds a row is told here what it still lacks."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.frame import PAGES
from app.i18n import translator
from app.judge.paragraphs import PARAGRAPHS
from app.learn.steps import STEPS
from app.names import step_title
from app.tasks import VIEWS
from app.tasks.base import View, part
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
    own = (getattr(view, field.name) for field in fields(View))
    for dotted in own:
        if isinstance(dotted, str) and dotted.startswith("app."):
            assert callable(part(dotted))


@each
def test_what_it_can_is_shown(name):
    assert not VIEWS[name].input or TASKS[name].questions
    assert bool(VIEWS[name].line) == bool(TASKS[name].swept)
    pairing = TASKS[name].compared and TASKS[name].compared.pairing
    assert bool(VIEWS[name].explained) == bool(VIEWS[name].compared) == bool(pairing)


def test_every_step_of_learn_opens_an_experiment_of_one_task():
    assert sorted(step for view in VIEWS.values() for step in view.lessons) == sorted(STEPS)
    assert all(bool(view.lessons) == bool(view.lesson) for view in VIEWS.values())
    assert {step for step in STEPS if step_title(translator("en"), step)} == set(STEPS)
    assert step_title(translator("en"), "no such step") == ""


def test_pictures_of_tasks_are_of_paragraphs_that_there_are():
    drawn = [name for view in VIEWS.values() for name in view.pictures]
    assert set(drawn) <= set(PARAGRAPHS) and len(drawn) == len(set(drawn))


def test_a_sweep_begins_with_data_of_a_task_that_is_swept():
    assert [name for name, view in VIEWS.items() if view.sample and view.task.swept]


@each
def test_it_has_a_page_in_the_navigation(name):
    assert PAGES[name].script == f"pages/{name}.py" and (ROOT / PAGES[name].script).exists()


@each
@pytest.mark.parametrize("language", languages())
def test_it_has_its_words(name, language):
    task, wanted = TASKS[name], [key.format(name) for key in KEYS]
    if task.compared:
        costs = (f"compare.cost.axis.{cost}.{name}" for cost in task.compared.costs)
        measures = (f"metric.{measure.name}" for measure in task.compared.measures)
        wanted += [f"compare.task.{name}", *costs, *measures]
    if task.swept:
        wanted += [f"sweep.{what}.{name}" for what in ("loss", "quality", "ranking.about", "judged")]
    assert [key for key in wanted if key not in catalogue(language)] == []
