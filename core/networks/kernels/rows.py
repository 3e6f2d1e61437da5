"""The gradient of an embedding, from its rows: one for each time that a word stands somewhere.

total[word] += row        excess[word] = factor (sum of row^2 - total[word]^2)
"""

from llvmlite import ir

from core.networks.kernels.code import Code, Place, Size

ARGUMENTS = {
    "times": "whole", "columns": "whole", "count": "whole",
    "rows": "place", "words": "place", "factor": "place", "total": "place", "excess": "place",
}  # fmt: skip


def write_rows(module: ir.Module, name: str, lanes: int) -> None:
    """Write the function: `words` are whole numbers of 32 bits below `count`; answers begin with zeros."""
    code = Code(module, name, lanes, **ARGUMENTS)
    given = code.given
    with code.loop(0, given["times"]) as time:
        first = (given["words"] + time).whole() * given["columns"]
        _add(code, given["rows"] + time * given["columns"], given["total"] + first, given["excess"] + first)
    _compare(code, given["count"] * given["columns"])
    code.done()


def _add(code: Code, row: Place, total: Place, squares: Place) -> None:
    """A row to the sum, and its square to that of the squares."""
    write, columns = code.write, code.given["columns"]
    whole = columns // code.lanes * code.lanes
    with code.loop(0, whole, code.lanes) as i:
        value = (row + i).vector()
        (total + i).put((total + i).vector() + value)
        (squares + i).put(value * value + (squares + i).vector())
    with code.loop(whole, columns) as i:
        one = (row + i).number()
        (total + i).put_number(write.fadd((total + i).number(), one))
        (squares + i).put_number(write.fadd((squares + i).number(), write.fmul(one, one)))


def _compare(code: Code, size: Size) -> None:
    """What the squares are more than the square of the sum, in their place."""
    write, total, squares = code.write, code.given["total"], code.given["excess"]
    whole, much = code.whole(size) // code.lanes * code.lanes, code.given["factor"].everywhere()
    with code.loop(0, whole, code.lanes) as i:
        value = (total + i).vector()
        (squares + i).put(((squares + i).vector() - value * value) * much)
    with code.loop(whole, size) as i:
        one = (total + i).number()
        more = write.fsub((squares + i).number(), write.fmul(one, one))
        (squares + i).put_number(write.fmul(more, code.given["factor"].number()))
