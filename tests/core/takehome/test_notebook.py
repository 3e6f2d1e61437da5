"""A notebook of a script has its code, section by section, and nothing else."""

import ast
import json
from pathlib import Path

import pytest

from core.takehome.notebook import notebook_of

SCRIPT = '''"""What it does.

Run it.
"""

import sys
from pathlib import Path

FILE = "data.csv"


def twice(value):
    """Two of it.


    """
    return 2 * value


if __name__ == "__main__":
    found = twice(21), Path(__file__).with_name(FILE).name
'''


def cells_of(script):
    return json.loads(notebook_of(script, "mine.ipynb"))["cells"]


def test_its_cells_together_are_the_script():
    cells = cells_of(SCRIPT)
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert "".join(cells[0]["source"]) == "What it does.\n\nRun it."
    names = {"__name__": "__main__"}
    for one in code:
        exec(one, names)
    assert names["found"] == (42, "data.csv") and names["__file__"] == "mine.ipynb"
    whole, told = ast.parse(SCRIPT).body[1:], ast.parse("\n\n".join(code)).body[1:]
    assert [ast.dump(one) for one in whole] == [ast.dump(one) for one in told]


def test_it_is_a_notebook_without_results():
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.reads(notebook_of(SCRIPT, "mine.ipynb").decode(), as_version=4))
    assert all(not cell.get("outputs") for cell in cells_of(SCRIPT))


def test_scripts_without_a_docstring_have_no_text_above():
    assert [cell["cell_type"] for cell in cells_of("import sys\n\n\nx = 1\n")] == ["code", "code"]


def test_our_own_scripts_come_apart_where_they_should():
    for path in (Path(__file__).parents[3] / "core" / "takehome").glob("*.py"):
        script = path.read_text(encoding="utf-8")
        told = "\n\n".join("".join(one["source"]) for one in cells_of(script) if one["cell_type"] == "code")
        assert len(ast.parse(told).body) == len(ast.parse(script).body)
