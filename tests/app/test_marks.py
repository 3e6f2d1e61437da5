"""Methods are told apart in every chart, without colour too."""

from app.charts.theme import mark
from core.cells import CELLS
from core.evaluate.baselines import BASELINES


def test_no_two_simple_methods_have_the_same_line():
    dashes = [mark(name).dash for name in BASELINES]
    assert len(set(dashes)) == len(dashes)


def test_no_two_cells_have_the_same_line_or_marker():
    looks = [(mark(cell).dash, mark(cell).symbol) for cell in CELLS]
    assert len({dash for dash, _ in looks}) == len({symbol for _, symbol in looks}) == len(looks)
