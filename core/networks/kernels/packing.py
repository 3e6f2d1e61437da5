"""Weights from Keras' order into panels and back, and turned for the way back."""

from llvmlite import ir

from core.networks.kernels.code import Code, Place, Size, Whole
from core.networks.kernels.layout import Layout

ARGUMENTS = {
    "inputs": "whole", "units": "whole", "panels": "whole",
    "kernel": "place", "recurrent": "place", "bias": "place", "weights": "place",
}  # fmt: skip
TURNED = {
    "count": "whole",
    "columns": "whole",
    "units": "whole",
    "panels": "whole",
    "matrix": "place",
    "turned": "place",
}


def write_packing(module: ir.Module, name: str, layout: Layout, *, back: bool) -> None:
    """Write the function that fills `weights` from kernel, recurrent weights and bias, or `back`."""
    code = Code(module, name, layout.processor.lanes, **ARGUMENTS)
    given, width = code.given, layout.width
    wide = given["units"] * layout.step.blocks
    of = {"x": [layout.sums[i].x for i in layout.of_x], "h": [layout.sums[i].h for i in layout.of_h]}
    with code.loop(0, given["panels"]) as panel:
        first = panel * width
        there = (given["units"] - first).smaller(width)
        size = given["inputs"] * (len(of["x"]) * width) + given["units"] * (len(of["h"]) * width) + layout.row
        into = given["weights"] + panel * size
        for number, one in enumerate(layout.sums):
            places = [
                given["bias"] + wide * row + given["units"] * block + first for row, block in one.biases
            ]
            _bias(code, places, into + number * width, there, width, back=back)
        into = into + layout.row
        for kind, matrix, count in (("x", "kernel", given["inputs"]), ("h", "recurrent", given["units"])):
            with code.loop(0, count) as row:
                for i, block in enumerate(of[kind]):
                    outside = given[matrix] + row * wide + given["units"] * (block or 0) + first
                    inside = into + row * (len(of[kind]) * width) + i * width
                    _copy(code, outside, inside, there, width, back=back)
            into = into + count * (len(of[kind]) * width)
    code.done()


def _copy(code: Code, outside: Place, inside: Place, there: Whole, width: int, *, back: bool) -> None:
    with code.loop(0, there) as unit:
        if back:
            (outside + unit).put_number((inside + unit).number())
        else:
            (inside + unit).put_number((outside + unit).number())
    if not back:
        _clear(code, inside, there, width)


def _clear(code: Code, place: Place, start: Size, stop: Size) -> None:
    with code.loop(start, stop) as unit:
        (place + unit).put_number(ir.Constant(ir.FloatType(), 0.0))


def _bias(code: Code, places: list[Place], inside: Place, there: Whole, width: int, *, back: bool) -> None:
    """A sum's biases are added up; each has the sum's gradient."""
    if back:
        for place in places:
            _copy(code, place, inside, there, width, back=True)
        return
    _clear(code, inside, 0, width)
    for place in places:
        with code.loop(0, there) as unit:
            total = code.write.fadd((inside + unit).number(), (place + unit).number())
            (inside + unit).put_number(total)


def write_turning(module: ir.Module, name: str, layout: Layout, which: str) -> None:
    """Write the function that turns one matrix: the kernel, "x", or the recurrent weights, "h"."""
    code = Code(module, name, layout.processor.lanes, **TURNED)
    given, width = code.given, layout.width
    of = [
        layout.sums[i].x if which == "x" else layout.sums[i].h
        for i in (layout.of_x if which == "x" else layout.of_h)
    ]
    deep = given["panels"] * (len(of) * width)
    columns = given["columns"]
    wide = given["units"] * layout.step.blocks
    with code.loop(0, columns * deep) as i:
        (given["turned"] + i).put_number(ir.Constant(ir.FloatType(), 0.0))
    begin = code.whole(0)
    for vectors in layout.processor.columns:
        tile = vectors * code.lanes
        end = begin + (columns - begin) // tile * tile
        with (
            code.loop(begin, end, tile) as first,
            code.loop(0, (given["count"] - first).smaller(tile)) as column,
        ):
            source = given["matrix"] + (first + column) * wide
            target = given["turned"] + first * deep + column
            with code.loop(0, given["panels"]) as panel:
                there = (given["units"] - panel * width).smaller(width)
                for number, block in enumerate(of):
                    begin_of = source + given["units"] * (block or 0) + panel * width
                    into = target + (panel * (len(of) * width) + number * width) * tile
                    with code.loop(0, there) as unit:
                        (into + unit * tile).put_number((begin_of + unit).number())
        begin = end
    code.done()
