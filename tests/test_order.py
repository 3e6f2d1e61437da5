"""The order of core's folders: each imports what stands below it, and nothing runs back or in a circle."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_layers import ROOT, modules

ORDER = (  # from below; folders in one line know nothing of each other
    "errors notes gpus interrupts",
    "arrays limits names private cells sandbox",
    "byhand home specs data evaluate",
    "text words takehome",
    "store networks",
    "inside compare",
    "tasks",
    "sweeps examples",
    "engine cli",
    "__main__",
)
# What was saved is read back by its kind: whoever reads it asks the table of tasks by its name.
HOOKS = {"core.specs imports core.tasks"}
HEIGHT = {name: height for height, line in enumerate(ORDER) for name in line.split()}
MOST_IN_THE_ROOT = 10  # modules of core itself; what is more belongs into a folder


def place(module: str) -> str:
    """The folder of core, or the module of its root, that a dotted name lies in; "" outside core."""
    parts = module.split(".")
    return parts[1] if parts[0] == "core" and len(parts) > 1 else ""


def against_the_order(found: dict[str, list[str]]) -> list[str]:
    """Imports within core that do not go down.

    Args:
        found: What each module imports, by dotted names.
    """
    return [
        f"{module} imports {name}"
        for module, names in found.items()
        for name in names
        if place(module) and place(name) and place(name) != place(module)
        if HEIGHT[place(name)] >= HEIGHT[place(module)]
    ]


def circle(found: dict[str, list[str]]) -> list[str]:
    """Modules that import each other in a circle, late imports included; empty where there is none."""
    needs = {
        module: {one for name in names if (one := known(name, found)) and one != module}
        for module, names in found.items()
    }
    while free := {module for module, needed in needs.items() if not needed & set(needs)}:
        needs = {module: needed for module, needed in needs.items() if module not in free}
    while idle := set(needs) - {one for needed in needs.values() for one in needed}:
        needs = {module: needed for module, needed in needs.items() if module not in idle}
    return sorted(needs)


def known(name: str, found: dict[str, list[str]]) -> str | None:
    """The module that an imported name is, or lies in."""
    return next((one for one in (name, name.rpartition(".")[0]) if one in found), None)


def paths_of_the_app(source: str) -> Iterator[str]:
    """Texts in a source that name a place among the pages' files."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in ("app", "pages") or node.value.startswith(("app/", "pages/")):
                yield node.value


def test_core_imports_downwards_only():
    assert set(against_the_order(modules(ROOT))) == HOOKS


def test_no_module_imports_itself_by_way_of_others():
    found = modules(ROOT)
    found["core.specs"].remove("core.tasks")  # see HOOKS
    assert circle(found) == []


def test_every_folder_of_core_has_its_height():
    there = {path.stem for path in (ROOT / "core").iterdir()} - {"__init__", "__pycache__"}
    assert there == set(HEIGHT)


def test_the_root_of_core_is_small():
    loose = {path.stem for path in (ROOT / "core").glob("*.py")} - {"__init__", "__main__"}
    assert len(loose) <= MOST_IN_THE_ROOT


def test_nothing_in_core_reads_a_file_of_the_pages():
    for path in sorted((ROOT / "core").rglob("*.py")):
        assert list(paths_of_the_app(path.read_text(encoding="utf-8"))) == [], path


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("core.store.store", "core.tasks.TASKS"),
        ("core.data.frame", "core.words.sentences.filled"),
        ("core.evaluate.bag", "core.data.windows"),
        ("core.tasks.base", "core.engine.engine"),
        ("core.errors", "core.specs"),
    ],
)
def test_a_planted_arrow_back_is_caught(module, name):
    assert against_the_order({module: [name]}) == [f"{module} imports {name}"]


def test_a_planted_circle_is_caught():
    found = {"core.a": ["core.b.one"], "core.b": ["core.c"], "core.c": ["core.a"]}
    assert circle(found | {"core.on_top": ["core.a"], "core.below": []}) == ["core.a", "core.b", "core.c"]


def test_a_planted_path_is_caught():
    source = 'open(Path(__file__).parents[1] / "app" / "x"); open("app/x.json"); "an app of its own"'
    assert set(paths_of_the_app(source)) == {"app", "app/x.json"}
