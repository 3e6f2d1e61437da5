"""The architecture, read from every import: pages -> app -> core, and nothing heavy where people wait."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ALWAYS_HEAVY = {
    "tensorflow", "keras", "torch", "distributed", "statsforecast", "utilsforecast", "sklearn",
    "optuna",
    "core.networks", "core.engine", "core.inside.attribution", "core.inside.gradients", "core.inside.walk",
    "core.inside.handed_on", "core.inside.summands",
    "core.evaluate.baseline_forecasts", "core.evaluate.theta", "core.evaluate.ets", "core.evaluate.arima",
    "core.evaluate.croston", "core.evaluate.mstl", "core.evaluate.baseline_probabilities",
    "core.evaluate.tfidf_logistic", "core.evaluate.nb_svm",
    "core.evaluate.summaries", "core.evaluate.ridge_classifier", "core.evaluate.shape_probabilities",
    "core.evaluate.translation_counts", "sacrebleu",
    "core.tasks.job", "core.tasks.loaded", "core.tasks.worker",
    "core.takehome.templates",
}  # fmt: skip
OF_A_TASK = re.compile(r"core\.tasks\.\w+\.(?P<module>.+)")
ROW = "task"  # the module of a task's row, which all import
READS = {  # what takes apart bytes or text that a person brought
    "core.data.files.read_table", "core.data.series.to_dataset", "core.data.content", "core.data.parquet",
    "core.data.workbooks", "core.data.records", "core.data.web_tables", "core.data.extent",
    "core.data.encodings.decode", "core.data.delimited.read_delimited", "core.data.delimited.sniff",
    "core.text.loading", "core.text.columns", "core.text.vectors.read_vectors", "core.text.cleaning.readable",
    "core.text.cleaning.plain_text", "core.text.cleaning.text_dataset",
}  # fmt: skip
TERMINAL = re.compile(r"api|(\w+_)?command")  # names of a task's modules that no page sees
SCREEN = {"streamlit", "plotly", "streamlit_app", "app", "pages"}
MOST_MEMORY = 265  # MB that the pages' process may hold after all were visited; 300 when people train
PAGES = [Path("streamlit_app.py"), *sorted(path.relative_to(ROOT) for path in (ROOT / "pages").glob("*.py"))]

VISIT = """
import json, sys
import psutil
from streamlit.testing.v1 import AppTest
from app.inside import asking

asking.PATIENCE = 0.2  # seconds; there is no engine that could answer
home, *others = sys.argv[1:]
at = AppTest.from_file(home, default_timeout=60)
for page in (None, *others):
    at = (at if page is None else at.switch_page(page)).run()
    errors = [error.message for error in at.exception]
    print(json.dumps([errors, sorted(sys.modules), psutil.Process().memory_info().rss / 2**20]))
"""


@cache
def heavy(root: Path) -> set[str]:
    """What pages, and whatever they import, do without: a task's modules as soon as they import such.

    A task's row is among none of them: what it names with dots is heavy or not by what it imports.
    """
    own = {
        module: names
        for module, names in modules(root).items()
        if (found := OF_A_TASK.fullmatch(module)) and found["module"] != ROW
    }
    known = set(ALWAYS_HEAVY)
    while more := {one for one, names in own.items() if any(within(name, known) for name in names)} - known:
        known |= more
    return known


def forbidden(module: str, heavy: set[str]) -> set[str]:
    """What a module, by its dotted name, may not import."""
    layer = module.split(".")[0]
    if layer in ("pages", "streamlit_app"):
        return heavy | {"plotly"}
    if layer == "app":
        return heavy | {"pages", "streamlit_app"}
    return SCREEN | (set() if within(module, heavy) else heavy)


def of_the_terminal(module: str) -> bool:
    """Whether a module is a task's part of the command line or of the Python API."""
    found = OF_A_TASK.fullmatch(module)
    return found is not None and TERMINAL.fullmatch(found["module"]) is not None


def within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def imports(source: str, module: str, is_package: bool) -> Iterator[str]:
    """Dotted names that a source imports, anywhere in it, also by `importlib.import_module("…")`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, module, is_package)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


def absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The module that a `from … import` means, relative or not."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    parent = parts[: len(parts) - node.level + is_package]
    return ".".join([*parent, *([node.module] if node.module else [])])


def called(node: ast.Call) -> str | None:
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None)


def violations(root: Path) -> list[str]:
    """Every import under `root` that goes against the layers, as "module imports name"."""
    weighs = heavy(root)
    return [
        f"{module} imports {name}"
        for module, names in modules(root).items()
        for name in names
        if within(name, forbidden(module, weighs))
    ]


def test_imports_go_from_pages_to_app_to_core_and_the_heavy_ones_stay_in_the_engine():
    assert violations(ROOT) == []


@cache
def modules(root: Path) -> dict[str, list[str]]:
    """What each module of the product imports, anywhere in it."""
    found = {}
    paths = [path for folder in ("core", "app", "pages") for path in sorted((root / folder).rglob("*.py"))]
    for path in [*root.glob("streamlit_app.py"), *paths]:
        parts = path.relative_to(root).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if is_package else parts)
        found[module] = list(imports(path.read_text(encoding="utf-8"), module, is_package))
    return found


def readers(root: Path) -> list[str]:
    """Imports of what reads, outside the packages whose `reading` has it done apart; the terminal's may."""
    return [
        f"{module} imports {name}"
        for module, names in modules(root).items()
        if not module.startswith(("core.data.", "core.text.")) and not of_the_terminal(module)
        for name in names
        if within(name, READS)
    ]


def test_what_people_bring_is_read_by_no_module_that_pages_reach():
    assert readers(ROOT) == []


def test_pages_take_nothing_of_the_terminal_s_modules():
    terminal = {module for module in modules(ROOT) if of_the_terminal(module)}
    assert {"core.tasks.forecast.api", "core.tasks.sentiment.score_command"} <= terminal
    pages = {module: names for module, names in modules(ROOT).items() if not module.startswith("core")}
    taken = {name for names in pages.values() for name in names if within(name, terminal)}
    assert taken == set()


@pytest.mark.parametrize(
    "source",
    [
        "from core.data.files import read_table",
        "from core.text import loading",
        "def late():\n    from core.text.cleaning import readable",
    ],
)
def test_a_planted_reader_is_caught(tmp_path, source):
    for path in (
        "app/components/x.py",
        "core/store/x.py",
        "core/tasks/sentiment/score_command.py",
        "core/data/x.py",
    ):
        planted = tmp_path / path
        planted.parent.mkdir(parents=True, exist_ok=True)
        planted.write_text(source, encoding="utf-8")
    assert [one.split(" ")[0] for one in readers(tmp_path)] == ["core.store.x", "app.components.x"]


PLANTED = {
    "core/data/x.py": "import streamlit as st",
    "core/engine/x.py": "import plotly.graph_objects as go",
    "core/networks/x.py": "from app.i18n import translator",
    "core/tasks/x.py": "def late():\n    from keras import layers",
    "core/store/x.py": "import importlib\nimportlib.import_module('tensorflow.keras')",
    "core/evaluate/x.py": "from core.evaluate import baseline_forecasts",
    "core/evaluate/__init__.py": "from . import baseline_forecasts",
    "core/evaluate/y.py": "from .baseline_forecasts import baseline_forecasts",
    "core/specs.py": "from .networks import build",
    "core/tasks/forecast/task.py": "from core import engine",
    "core/tasks/forecast/__init__.py": "import keras",
    "core/sweeps/x.py": "from optuna.samplers import TPESampler",
    "app/x.py": "try:\n    import sklearn.linear_model\nexcept ImportError:\n    pass",
    "app/charts/x.py": "from core.engine.cluster import crew",
    "app/y.py": "from pages import forecast",
    "app/z.py": "import streamlit_app",
    "pages/x.py": "import plotly.express as px",
    "pages/y.py": "from statsforecast.models import AutoETS",
    "streamlit_app.py": "from distributed import Client",
}


@pytest.mark.parametrize("path", PLANTED)
def test_a_planted_violation_is_caught(tmp_path, path):
    planted = tmp_path / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(PLANTED[path], encoding="utf-8")
    assert len(violations(tmp_path)) == 1


@pytest.mark.parametrize("path", ["app/tasks/new/view.py", "core/tasks/new/task.py", "core/sweeps/x.py"])
def test_what_is_heavy_of_a_task_is_found_by_what_it_imports(tmp_path, path):
    planted = {
        "core/tasks/new/network.py": "import keras",
        "core/tasks/new/train.py": "def late():\n    from core.tasks.new import network",
        path: "from core.tasks.new.train import run",
    }
    for name, source in planted.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source, encoding="utf-8")
    assert heavy(tmp_path) - ALWAYS_HEAVY == {"core.tasks.new.network", "core.tasks.new.train"}
    assert len(violations(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/engine/x.py", "import distributed, keras"),
        ("core/networks/x.py", "from .build import many_to_one\nimport tensorflow"),
        ("core/evaluate/baseline_forecasts.py", "from sklearn.linear_model import Ridge"),
        ("app/x.py", "import streamlit, plotly\nfrom core.evaluate import metrics"),
        ("app/y.py", "from core.store import engine_process"),
        ("pages/x.py", "from app.frame import frame\nfrom core.specs import QUICK"),
    ],
)
def test_what_the_layers_allow_is_let_through(tmp_path, path, source):
    allowed = tmp_path / path
    allowed.parent.mkdir(parents=True)
    allowed.write_text(source, encoding="utf-8")
    assert violations(tmp_path) == []


DOOR = "app.changes"  # through which alone pages change what is there: it asks whose it is
CHANGES = {
    "request_stop", "rename_sweep", "delete_sweep", "stop_sweep", "score_best", "insert_winner", "hand_over",
}  # fmt: skip
OF_STORE = {"rename", "delete"}  # names that others have too: told by what they are called on
DATABASE = {"sqlalchemy", "core.store.schema", "core.store.database.writing", "core.store.creation"}


def changes_past_the_door(source: str, module: str) -> list[str]:
    """Where a module of the pages would change somebody's things without asking whose they are."""
    found = [name for name in imports(source, module, False) if within(name, DATABASE)]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.alias) and node.name in CHANGES:
            found.append(node.name)
        elif isinstance(node, ast.Attribute):
            of_store = node.attr in OF_STORE and "store" in ast.unparse(node.value).lower()
            found += [node.attr] if node.attr in CHANGES or of_store else []
    return found


def test_pages_change_what_is_there_through_one_door():
    paths = [ROOT / "streamlit_app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "app").rglob("*.py")]
    for path in paths:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found = changes_past_the_door(path.read_text(encoding="utf-8"), module)
        assert bool(found) == (module == DOOR), (module, found)


@pytest.mark.parametrize(
    "source",
    [
        "partial(open_store().request_stop, id)",
        "store.delete(id)",
        "getattr(open_store().rename, '__call__')",
        "from core.sweeps.rows import delete_sweep as gone",
        "from core.store import sweeps\nsweeps.score_best(engine, sweep)",
        "from core.store.schema import experiments",
        "import sqlalchemy",
    ],
)
def test_a_planted_change_past_the_door_is_caught(source):
    assert changes_past_the_door(source, "app.components.x")


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """One process that opens page after page: after each, errors so far, modules, and megabytes held."""
    environment = os.environ | {
        "UNROLLED_ENGINE": "off",
        "UNROLLED_HOME": str(tmp_path_factory.mktemp("home")),
    }
    opened = subprocess.run(
        [sys.executable, "-c", VISIT, *(str(ROOT / page) for page in PAGES)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=150,
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    told = [json.loads(line) for line in opened.stdout.splitlines() if line.startswith("[")]
    return dict(zip(PAGES, told, strict=True))


@pytest.mark.xdist_group("visited")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_opens_without_anything_heavy(visited, page):
    errors, modules, memory = visited[page]
    assert errors == []
    assert [name for name in modules if within(name, heavy(ROOT))] == []
    assert memory < MOST_MEMORY


TASK_NAMES = sorted(
    path.name for path in (ROOT / "app" / "tasks").iterdir() if (path / "__init__.py").exists()
)
# The pages' folders from what all of them use to what uses the others; modules of one line are beside each
# other. A row is a task's `__init__`: it names parts with dots, so that pages can ask it without them.
FOLDERS = (
    "rows: how tasks are shown", "app", "app.server", "app.charts", "app.exports", "app.components",
    "app.data", "app.experiments", "app.sweep", "app.compare", "app.inside", "app.judge", "app.learn",
    "parts of tasks", "app.home app.frame app.__main__ app.serve", "app.task_page", "pages",
)  # fmt: skip


def folder(module: str) -> int:
    """The place of a module of app or pages in that order."""
    if within(module, {"pages", "streamlit_app"}):
        return len(FOLDERS) - 1
    if within(module, {"app.tasks"}):
        of_one = within(module, {f"app.tasks.{name}" for name in TASK_NAMES})
        return FOLDERS.index("parts of tasks") if of_one and module.count(".") > 2 else 0
    own = (place for place, names in enumerate(FOLDERS) for name in names.split() if within(module, {name}))
    return max(own)


def imported(root: Path) -> Iterator[tuple[str, str]]:
    """Modules of app and pages, with the modules that each imports."""
    found = {module: names for module, names in modules(root).items() if not module.startswith("core")}
    for module, names in found.items():
        for name in names:
            is_module = name in found or name.startswith("core.") or not name.startswith(("app.", "pages."))
            yield module, name if is_module else name.rpartition(".")[0]


def runs_back(root: Path) -> list[str]:
    """Imports from a folder of one that stands behind it."""
    return [
        f"{module} imports {name}"
        for module, name in imported(root)
        if within(name, {"app", "pages"}) and folder(name) > folder(module)
    ]


def of_another_task(root: Path) -> list[str]:
    """Imports of what belongs to one task, by what is not part of it; the table names all rows."""
    return [
        f"{module} imports {name}"
        for module, name in imported(root)
        for task in TASK_NAMES
        if within(name, {f"core.tasks.{task}", f"app.tasks.{task}"})
        and not within(module, {f"app.tasks.{task}", f"pages.{task}"})
        and module != "app.tasks"
    ]


def test_no_import_of_the_pages_runs_back():
    assert runs_back(ROOT) == []


def test_only_a_task_s_own_packages_and_its_page_know_what_belongs_to_it():
    assert of_another_task(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/components/x.py", "from app.experiments import start"),
        ("app/names.py", "from app.charts.theme import style"),
        ("app/tasks/base.py", "from app.i18n import Translate"),
        ("app/tasks/forecast/__init__.py", "from app.tasks.forecast.view import experiment_view"),
        ("app/sweep/x.py", "def late():\n    from app.compare.view import View"),
        ("app/learn/x.py", "from app.frame import frame"),
    ],
)
def test_a_planted_import_that_runs_back_is_caught(tmp_path, path, source):
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(source, encoding="utf-8")
    assert len(runs_back(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/compare/x.py", "from core.tasks.forecast.spec import ForecastSpec"),
        ("app/names.py", "import app.tasks.memory.naming"),
        ("app/tasks/sentiment/x.py", "from app.tasks.forecast import view"),
        ("pages/compare.py", "from app.tasks.sentiment.view import text_view"),
    ],
)
def test_a_planted_import_of_another_task_s_is_caught(tmp_path, path, source):
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(source, encoding="utf-8")
    assert len(of_another_task(tmp_path)) == 1
