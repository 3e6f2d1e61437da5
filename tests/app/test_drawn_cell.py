"""A drawn cell: every number on a wire is the walk's, for every cell of the table, also a new one."""

from xml.etree import ElementTree

import numpy as np
import pytest

from app.charts.cell.back import backwards
from app.charts.cell.layout import planned
from app.charts.cell.plan import Drawing, series_drawing
from app.charts.cell.svg import cell_svg, thickness
from app.numbers import figure
from core.byhand.cell import FUNCTIONS, course, dials, weights_of
from core.cells import CELLS, Cell
from core.cells.expressions import computed, tree_of
from core.cells.steps import steps_of

NEW = {
    "ugrnn": Cell("ugrnn", "tests.core.cells.ugrnn", layer="", blocks=2),
    "indrnn": Cell("indrnn", "tests.core.cells.indrnn", layer="", blocks=1, gated=False),
}
ALL = CELLS | {"ugrnn": NEW["ugrnn"]}


def drawn(name, at=3, unit=1):
    cell, random = ALL[name], np.random.default_rng(2)
    settings = {dial.name: float(random.normal()) for dial in dials(cell, 2)}
    walked = course(cell, weights_of(cell, 2, settings), random.normal(size=6))
    now = walked.at(at)
    return series_drawing(walked.steps, now, unit, float(walked.inputs[at, 0])), now, unit


@pytest.mark.parametrize("name", ALL)
def test_every_number_on_a_wire_is_the_walk_s(name):
    drawing, now, unit = drawn(name)
    plan = planned(drawing)
    wide = {part: float(np.broadcast_to(values, (1, 2))[0, unit]) for part, values in now.items()}
    for wire in plan.wires:
        wanted = drawing.x if wire.tree.name == "x" else computed(wire.tree, wide, FUNCTIONS)
        assert wire.value == pytest.approx(wanted, abs=1e-12)
    carried = {wire.value for wire in plan.wires}
    for part in (*drawing.steps.STATES, "h_before", *([] if name == "rnn" else ["kept", "written"])):
        assert any(value == pytest.approx(wide[part], abs=1e-12) for value in carried), part
    assert {box.part: box.value for box in plan.boxes} == {
        one.part: wide[one.part] for one in drawing.blocks()
    }
    for box in plan.boxes:  # summands add up to what the function is taken of
        total = sum(row.value for row in plan.rows if row.x == box.x)
        function = FUNCTIONS.sigmoid if box.kind == "gate" else FUNCTIONS.activation
        assert function(total) == pytest.approx(box.value, abs=1e-12)


@pytest.mark.parametrize("name", ALL)
def test_equations_as_trees_come_to_what_the_step_computes(name):
    drawing, _, _ = drawn(name)
    for one in drawing.steps.EQUATIONS:
        assert computed(tree_of(one), drawing.values, FUNCTIONS) == pytest.approx(drawing.values[one.part])


def test_a_cell_without_a_matrix_can_be_drawn_too():
    values = {"x_h": 0.3, "h_h": -0.2, "b_h": 0.1, "h": float(np.tanh(0.2)), "h_before": 0.4}
    plan = planned(Drawing(steps_of(NEW["indrnn"]), values, x=1.0))
    assert [row.value for row in plan.rows] == [0.3, -0.2, 0.1]


@pytest.mark.parametrize("name", ALL)
def test_the_picture_is_one_image_with_its_numbers_and_its_signs_stand_apart(name):
    drawing, _, _ = drawn(name)
    plan = planned(drawing)
    root = ElementTree.fromstring(cell_svg(plan, str))
    said = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {figure(box.value, 2) for box in plan.boxes} <= said
    signs = [sign.at for sign in plan.signs]
    apart = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for at, a in enumerate(signs) for b in signs[:at]]
    assert min(apart, default=99) >= 22  # none lies on another
    for wire in plan.wires:
        assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in wire.points)


def test_a_wire_is_the_thicker_the_more_it_carries():
    assert thickness(0.0) < thickness(-0.5) < thickness(1.0) < thickness(2.0) == thickness(5.0)


def recomputed(drawing, changed):
    """All parts once more, with some values that the equations do not compute put in."""
    values = dict(drawing.values) | changed
    for one in drawing.steps.EQUATIONS:
        values[one.part] = float(computed(tree_of(one), values, FUNCTIONS))
    return values


@pytest.mark.parametrize("name", ALL)
def test_on_the_way_back_every_number_is_what_differences_say(name):
    drawing, _, _ = drawn(name)
    back, memory, near = backwards(drawing), drawing.steps.STATES[-1], 1e-6
    parts = {one.part for one in drawing.steps.EQUATIONS}
    leaves = {leaf for one in drawing.steps.EQUATIONS for leaf in tree_of(one).values()} - parts
    assert f"{memory}_before" in leaves or name == "rnn"
    for leaf in leaves:
        more, less = (
            recomputed(drawing, {leaf: drawing.values[leaf] + sign * near})[memory] for sign in (1, -1)
        )
        assert back.values[leaf] == pytest.approx((more - less) / (2 * near), abs=1e-8), leaf
    assert back.values[memory] == 1.0
    plan = planned(back)
    assert {wire.tone for wire in plan.wires} <= {"signed", "plain"}
    assert any(wire.value == 1.0 and wire.arrow for wire in plan.wires)
    ElementTree.fromstring(cell_svg(plan, str))
