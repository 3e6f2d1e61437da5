"""Templates: what is chosen stays, whatever way it is written; of the choosing nothing is left."""

import ast
from pathlib import Path

import pytest

from core.takehome.template import imports, sections

FOLDERS = sorted(Path("core").rglob("templates"))
TEMPLATE = '''
"""Says what it is for."""

import os
from itertools import count

import numpy as np

from core.takehome.templates.settings import UNITS

if KIND == "one":
    # What it is.
    ONE = UNITS

    def first(x):
        """Of one.

        More of it.
        """
        if DEEP:
            x += 1
        else:
            x -= 1
        return np.abs(x)

elif KIND == "two":

    def first(x):
        return x

else:

    def second():
        if not DEEP:
            return count()


def last(x):
    return f(
        x,
        size=SIZE,
        word="KIND",
    )
'''
ONE = '''# What it is.
ONE = UNITS


def first(x):
    """Of one.

    More of it.
    """
    x -= 1
    return np.abs(x)'''
CHOICES = {"KIND": "one", "DEEP": False, "SIZE": 3}


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.py"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def test_the_branch_that_is_taken_stays_with_what_stands_before_it(template):
    constant, function, last = sections(template, CHOICES)
    assert "\n\n\n".join((constant, function)) == ONE
    assert last == 'def last(x):\n    return f(\n        x,\n        size=3,\n        word="one",\n    )'


def test_a_branch_may_be_an_elif_or_an_else_and_may_hold_further_ones(template):
    assert sections(template, CHOICES | {"KIND": "two"})[0] == "def first(x):\n    return x"
    assert sections(template, CHOICES | {"KIND": "x"})[0] == "def second():\n    return count()"


def test_what_is_chosen_to_be_none_takes_its_line_along(template):
    last = sections(template, CHOICES | {"SIZE": None})[-1]
    assert last == 'def last(x):\n    return f(\n        x,\n        word="one",\n    )'


def test_an_if_that_asks_anything_else_stays(template):
    assert "if KIND" not in "".join(sections(template, CHOICES))
    assert "if DEEP:" in "".join(sections(template, {"KIND": "one", "SIZE": 3}))


def test_a_script_imports_what_it_uses_and_nothing_of_ours(template):
    def imported(**changes):
        return imports([template], "\n".join(sections(template, CHOICES | changes)))

    assert imported() == "import numpy as np"
    assert imported(KIND="x") == "from itertools import count"
    assert imports([template], "os.x, np.x, count, UNITS") == (
        "import os\nfrom itertools import count\n\nimport numpy as np"
    )


def names(path):
    """What a template of settings or choices holds."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    targets = [node.targets[0] for node in body if isinstance(node, ast.Assign)]
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}


def test_every_task_with_a_script_has_settings_and_choices_beside_its_templates():
    with_script = {path.parent.name for path in Path("core/tasks").glob("*/script.py")}
    assert {folder.parent.name for folder in FOLDERS} == with_script | {"takehome"}
    assert all((folder / f"{name}.py").exists() for folder in FOLDERS for name in ("settings", "choices"))


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_each_setting_and_choice_is_made_by_what_writes_scripts(folder):
    writers = [path for path in Path("core").rglob("*.py") if "templates" not in path.parts]
    nodes = (node for path in writers for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    settings, choices = names(folder / "settings.py"), names(folder / "choices.py")
    assert settings | choices <= named and not settings & choices
