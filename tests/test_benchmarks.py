"""Benchmarks take long and no test runs them; what they import of ours is there all the same."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("app", "core", "benchmarks")
MODULES = sorted((ROOT / "benchmarks").rglob("*.py"))


def names_of(module):
    """Names that a module gives itself at its top level, and those of the modules within it."""
    file = Path(find_spec(module).origin)
    found = {path.stem for path in file.parent.iterdir()} if file.name == "__init__.py" else set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
    return found


def missing(source):
    """What a module imports of ours that is not there."""
    lost = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            there = names_of(node.module) if find_spec(node.module) else set()
            lost += [f"{node.module}.{one.name}" for one in node.names if one.name not in there]
    return lost


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_a_benchmark_imports_is_there(path):
    assert missing(path.read_text(encoding="utf-8")) == []


def test_a_name_that_went_away_is_found():
    assert missing("from app.numbers import whole, moment") == ["app.numbers.moment"]
    assert missing("from core import nothing") == ["core.nothing"]
