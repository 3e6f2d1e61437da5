"""Tutorials' code runs and gives the shapes that are shown; a cell's code is the cell that trains here."""

import ast

import numpy as np
import pytest

from app.exports.script_words import in_words_of
from app.learn.code.tutorials import TUTORIALS
from app.learn.code.view import shapes_told
from app.learn.steps import STEPS
from core.cells import CELLS
from core.cells.steps import Weights, numpy_functions, steps_of
from core.takehome.cell_code import CELLS_OF, cell_code
from core.words.locales import catalogue, languages

MOST_LINES = 35  # "30 lines", with a docstring and blank ones
INPUTS, UNITS, STEPS_WALKED, BATCH = 3, 4, 9, 2
LIBRARIES = {
    "numpy": [],
    "keras": [pytest.mark.keras],
    "torch": [],
}
PAIRS = [
    pytest.param(library, cell, marks=LIBRARIES[library], id=f"{library} {cell}")
    for library, cells in CELLS_OF.items()
    for cell in cells
]
NAMES = [pytest.param(name, marks=[pytest.mark.keras] if "keras" in name else []) for name in TUTORIALS]


def needs(name):
    """Skip where PyTorch, which the product does without, is not installed."""
    if "torch" in name:
        pytest.importorskip("torch")


def run(code):
    """Execute it; what it made."""
    made = {}
    exec(compile(code, "shown", "exec"), made)  # our own text, as it is shown
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_tutorial_gives_the_shapes_that_are_shown(name):
    needs(name)
    shown = TUTORIALS[name]
    made = run("\n\n".join(shown.parts))
    told = {what: shape for shapes in shown.shapes for what, shape in shapes.items()}
    assert {what: tuple(np.shape(eval(what, made))) for what in told} == told
    if name == "keras_windows":
        counts = [int(np.prod(one.shape)) for one in made["network"].weights]
        assert sum(counts) == 305 and "305" in catalogue("en")["learn.code.keras_windows.5"]
        assert made["cut"] == 230 and made["error"] < 1


@pytest.mark.parametrize("name", TUTORIALS)
def test_each_part_is_explained_and_says_only_what_it_makes(name):
    shown = TUTORIALS[name]
    assert len(shown.parts) == len(shown.shapes) and shown.step in STEPS
    seen = ""
    for number, (part, shapes) in enumerate(zip(shown.parts, shown.shapes, strict=True), start=1):
        seen += part
        assert all(what.split(".")[0].split("[")[0] in seen for what in shapes)
        assert all(f"learn.code.{name}.{number}" in catalogue(language) for language in languages())
    assert f"learn.code.{name}.{len(shown.parts) + 1}" not in catalogue("en")


def test_the_hand_written_lstm_is_the_lstm_that_trains_here():
    made, cell = run("\n\n".join(TUTORIALS["numpy_lstm"].parts)), steps_of(CELLS["lstm"])
    state = {name: np.zeros((1, made["units"])) for name in "hc"}
    own = Weights(made["W"], made["U"], made["b"])
    for row in made["x"]:
        state = cell.step(row[None], state, own, numpy_functions("tanh"))
    np.testing.assert_allclose(made["h"], state["h"][0], atol=1e-12)
    np.testing.assert_allclose(made["c"], state["c"][0], atol=1e-12)


@pytest.mark.parametrize(("library", "cell"), PAIRS)
def test_code_to_take_home_agrees_with_the_step_to_a_millionth(library, cell):
    needs(library)
    random, steps = np.random.default_rng(7), steps_of(CELLS[cell])
    own = Weights(*(random.standard_normal(shape) for shape in CELLS[cell].shapes(INPUTS, UNITS)))
    x = random.standard_normal((BATCH, STEPS_WALKED, INPUTS))
    told = run(cell_code(library, cell))["walk"](x, *own)
    state, wanted = {name: np.zeros((BATCH, UNITS)) for name in steps.STATES}, []
    for step in range(STEPS_WALKED):
        state = steps.step(x[:, step], state, own, numpy_functions("tanh"))
        wanted.append(state["h"])
    np.testing.assert_allclose(told, np.stack(wanted, axis=1), atol=1e-6)


@pytest.mark.parametrize(("library", "cell"), [one.values for one in PAIRS])
def test_it_is_a_page_and_told_in_every_language(library, cell):
    code = cell_code(library, cell)
    assert len(code.splitlines()) <= MOST_LINES and max(map(len, code.splitlines())) <= 110
    assert "KIND" not in code and "core." not in code
    chinese = in_words_of("zh", code)
    comments = [line for line in chinese.splitlines() if line.lstrip().startswith(("#", '"""'))]
    assert len(comments) >= 3 and all(any("\u4e00" <= sign for sign in line) for line in comments)
    functions = [node.name for node in ast.parse(chinese).body if isinstance(node, ast.FunctionDef)]
    assert functions[-1] == "walk"


def test_shapes_are_written_as_python_writes_them():
    assert shapes_told({"x": (3, 4), "b": (5,)}) == "`x`\u00a0(3,\u00a04) · `b`\u00a0(5,)"
