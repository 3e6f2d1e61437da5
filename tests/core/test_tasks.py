"""One contract over all tasks: whoever adds a row is told here what it still lacks."""

import ast
import json
import subprocess
import sys
from dataclasses import fields, replace
from importlib import import_module, util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.tasks import VIEWS
from app.tasks.base import part
from core.cells import CELLS
from core.cli.main import program
from core.examples import EXAMPLES, example
from core.specs import ExperimentSpec, from_json, to_json
from core.store.plan import Ends, planned_runs
from core.store.store import Store
from core.sweeps.spec import suggested
from core.tasks import TASKS
from core.tasks.base import Task
from core.tasks.results import finished
from core.tasks.summary import found_of, summary
from tests.test_layers import heavy, modules, within

ROOT = Path(__file__).resolve().parents[2]
NAMED = [
    field.name
    for field in fields(Task)
    if field.name in ("baselines", "worker", "example", "questions", "inside", "command")
]
each = pytest.mark.parametrize("name", TASKS)
REVIEWS = "reviews.csv"
LEVELS = "levels.csv"
SHOPS = "shops.csv"
# Words that are a task's name and mean something else, by the module that uses them.
OTHERWISE = {
    ("core/engine/insides.py", "memory"),  # of a cell
    ("core/cells/lstm.py", "memory"),
    ("app/home.py", "memory"),  # what networks have
    ("app/inside/step.py", "memory"),  # of a cell
}


@pytest.fixture
def store(home):
    """The one of this machine's person: where the pages look for data, too."""
    store = Store()
    yield store
    store.close()


@pytest.fixture
def trained(store):
    """Make the experiment of a task that comes with the product, and what it is about."""

    def make(name):
        experiment = example(store, name, "An example")
        return experiment, part(VIEWS[name].data)(experiment.spec)

    return make


@each
def test_a_task_is_named_once(name):
    assert TASKS[name].name == TASKS[name].spec.kind == name
    assert TASKS[name].compared is None or TASKS[name].compared.name == name


@each
def test_runs_that_are_compared_are_tested_in_pairs_or_reach_a_goal(name):
    compared = TASKS[name].compared
    assert compared is None or compared.pairing or compared.goal


@each
def test_where_a_goal_is_reached_the_baselines_say_from_where_on(name, trained, store):
    experiment, _ = trained(name)
    simple = next(run for run in store.runs(experiment.id) if run.kind == "simple")
    compared = TASKS[name].compared
    assert compared is None or not compared.goal or {"chance", "solved"} <= set(simple.facts)


@each
def test_what_is_heavy_is_named_and_there(name):
    for attribute in NAMED:
        module = getattr(TASKS[name], attribute)
        assert module is None or (module.startswith(f"core.tasks.{name}.") and util.find_spec(module))
    assert within(TASKS[name].worker, heavy(ROOT)) and within(TASKS[name].baselines, heavy(ROOT))
    light = (TASKS[name].questions, TASKS[name].command, TASKS[name].example)
    assert [module for module in light if module and within(module, heavy(ROOT))] == []


def test_the_table_imports_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-c", "import core.tasks, sys, json; print(json.dumps(sorted(sys.modules)))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [module for module in json.loads(told.stdout) if within(module, heavy(ROOT))] == []


@each
def test_an_experiment_of_the_task_survives_json_and_says_its_kind(name, trained):
    spec = trained(name)[0].spec
    assert from_json(ExperimentSpec, to_json(spec)) == spec
    assert json.loads(to_json(spec))["task"]["kind"] == name


@each
def test_a_newcomer_starts_with_settings_that_the_data_allow(name, trained):
    task, (_, data) = TASKS[name], trained(name)
    spec = task.start(data)
    assert isinstance(spec.task, task.spec)
    ends = task.sizes(data, spec)
    assert isinstance(ends, Ends) and ends.inputs > 0 and ends.outputs > 0
    rows = planned_runs(spec, ends)
    assert rows[0]["kind"] == "simple"
    assert {row["kind"] for row in rows[1:]} == set(spec.task.kinds(spec.refit))
    assert all(row["weights"] > 0 and row["cell"] in CELLS for row in rows[1:])


@each
def test_what_was_found_is_told_as_plain_data_and_in_a_few_facts(name, trained, store):
    experiment, _ = trained(name)
    outcome = TASKS[name].outcome(store, experiment, store.runs(experiment.id))
    told = summary(store, experiment)
    assert json.loads(json.dumps(told, default=str))["experiment"] == experiment.id
    assert {run["state"] for run in told["runs"]} == {"done"}
    found = found_of(store, experiment)
    assert found == TASKS[name].found(outcome) and found["outcome"] != "none"


@each
def test_before_anything_has_ended_nothing_is_found(name, trained, store):
    experiment, _ = trained(name)
    runs = [replace(run, state="queued") for run in store.runs(experiment.id)]
    assert TASKS[name].outcome(store, experiment, runs) is None and finished(store, experiment, runs) is None


@each
def test_a_task_that_can_be_swept_says_over_what(name, trained):
    task, (experiment, _) = TASKS[name], trained(name)
    assert bool(task.swept) == bool(task.spec.span)
    if task.swept:
        sweep = suggested(experiment.spec)
        assert getattr(experiment.spec.task, task.spec.span) in sweep.lookback


@each
def test_what_can_be_asked_about_says_what_is_needed(name, trained, store):
    if TASKS[name].questions is None:
        assert not TASKS[name].rehearsed and TASKS[name].inside is None
        return
    assert within(TASKS[name].inside, heavy(ROOT))
    experiment, _ = trained(name)
    runs = store.runs(experiment.id)
    simple = next(run for run in runs if run.kind == "simple")
    question, _ = import_module(TASKS[name].questions).open_question(store, experiment, simple, runs)
    assert {kept.cell for kept in question.typical} == set(experiment.spec.cells)


@each
def test_a_command_tells_its_options_and_only_where_the_row_has_one(name):
    told = CliRunner().invoke(program(), [name, "--help"])
    if TASKS[name].command is None:
        assert told.exit_code == 2
        return
    command = import_module(TASKS[name].command).COMMAND
    assert told.exit_code == 0 and command.work.__doc__ in " ".join(told.stdout.split())
    assert bool(command.sweepable) == bool(TASKS[name].swept)
    assert "--set" in told.stdout, "each field of a spec has a place on the command line"


TEXTS = [f"{word} film {n},{word}" for n, word in enumerate(("good", "bad") * 40)]
YEARS = [f"{1950 + n},{50 + n % 7}" for n in range(70)]  # without a season: its ARIMA is found soon
SOLD = [
    f"2024-{1 + n // 28:02d}-{1 + n % 28:02d},{shop},{9 + n * n % 11}" for shop in "abc" for n in range(56)
]
FILES = {
    REVIEWS: ["text,label", *TEXTS], LEVELS: ["year,level", *YEARS], SHOPS: ["day,shop,sold", *SOLD],
}  # fmt: skip
# The smallest training of each command.
SMALL = {
    "forecast": (LEVELS, "--horizon", 1, "--lookback", 4),
    "sentiment": (REVIEWS, "--embedding", 4, "--longest", 8),
    "classify": ("--sample", "digits"),
    "generate": ("--sample", "alice", "--set", "embedding=4"),
    "translate": ("--sample", "phrases", "--beam", 1, "--set", "embedding=4"),
    "tag": ("--sample", "names_zh", "--set", "embedding=4"),
    "panel": (SHOPS, "--horizon", 2, "--lookback", 7),
    "memory": ("--length", 20, "--set", "examples=500"),
}


@pytest.mark.engine
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if task.command])
def test_a_command_trains_and_tells_what_it_found(name, shared_engine, tmp_path, monkeypatch):
    out = tmp_path / "out.json"
    assert name in SMALL, "with which options is it over soon?"
    small = [tmp_path / one if one in FILES else one for one in SMALL[name]]
    for file in {*small} & {tmp_path / one for one in FILES}:
        file.write_text("\n".join(FILES[file.name]))
    small += ["--cells", "rnn", "--units", 2, "--seeds", 1, "--updates", 1, "--json", out]
    monkeypatch.setenv("UNROLLED_HOME", str(shared_engine.store.folder))
    ran = CliRunner().invoke(program(), [name, *map(str, small)])
    assert ran.exit_code == 0, ran.output
    told = json.loads(out.read_text())
    assert [run["state"] for run in told["runs"]] == ["done"] and told["spec"]["training"]["updates"] == 1
    lines = [line for line in import_module(TASKS[name].command).COMMAND.lines(told) if isinstance(line, str)]
    assert lines and lines[0].split()[0] == ran.stdout.split()[0]


def test_the_command_line_imports_no_task():
    found = {
        f"{module} imports {name}"
        for module, names in modules(ROOT).items()
        if within(module, {"core.cli"})
        for name in names
        if within(name, {f"core.tasks.{task}" for task in TASKS})
    }
    assert found == set()


def test_every_task_has_an_example():
    assert sorted(EXAMPLES) == sorted(TASKS)


def quoted(path: Path) -> set[str]:
    """Texts in a module that are nothing but a task's name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str)} & set(TASKS)


def own(path: Path, name: str) -> bool:
    """Whether a module is part of what a task consists of: its packages and its page."""
    packages = (ROOT / "core" / "tasks" / name, ROOT / "app" / "tasks" / name)
    return path == ROOT / "pages" / f"{name}.py" or any(map(path.is_relative_to, packages))


def test_a_task_is_called_by_its_name_in_its_own_packages_only():
    found = {
        (str(path.relative_to(ROOT)), name)
        for folder in ("core", "app", "pages")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in quoted(path)
        if not own(path, name)
    }
    assert found == OTHERWISE
