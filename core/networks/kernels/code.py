"""LLVM's language as Python writes it: whole numbers, places in memory, vectors, and loops over them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from llvmlite import ir

FLOAT, WHOLE, PLACE, TRUTH = ir.FloatType(), ir.IntType(64), ir.PointerType(), ir.IntType(1)
FUSED = ("contract",)  # a product and a sum may be one instruction, rounded once


class Whole:
    """A 64-bit whole number that is known when the code runs."""

    def __init__(self, code: "Code", value: ir.Value) -> None:
        self.code, self.value = code, value

    def _with(self, write: Any, other: "Size") -> "Whole":
        return Whole(self.code, write(self.value, self.code.whole(other).value))

    def __add__(self, other: "Size") -> "Whole":
        return self._with(self.code.write.add, other)

    def __sub__(self, other: "Size") -> "Whole":
        return self._with(self.code.write.sub, other)

    def __mul__(self, other: "Size") -> "Whole":
        return self._with(self.code.write.mul, other)

    def __floordiv__(self, other: "Size") -> "Whole":
        return self._with(self.code.write.sdiv, other)

    __radd__, __rmul__ = __add__, __mul__

    def smaller(self, other: "Size") -> "Whole":
        """The smaller of two."""
        return self._chosen("<", other)

    def larger(self, other: "Size") -> "Whole":
        """The larger of two."""
        return self._chosen(">", other)

    def _chosen(self, sign: str, other: "Size") -> "Whole":
        other = self.code.whole(other)
        mine = self.code.write.icmp_signed(sign, self.value, other.value)
        return Whole(self.code, self.code.write.select(mine, self.value, other.value))


Size: TypeAlias = Whole | int


class Place:
    """An address of floats."""

    def __init__(self, code: "Code", value: ir.Value) -> None:
        self.code, self.value = code, value

    def __add__(self, floats: Size) -> "Place":
        moved = self.code.write.gep(self.value, [self.code.whole(floats).value], source_etype=FLOAT)
        return Place(self.code, moved)

    def vector(self) -> "Vector":
        """The floats that lie there, as many as a vector has."""
        return Vector(self.code, self.code.write.load(self.value, align=4, typ=self.code.vector))

    def number(self) -> ir.Value:
        """The one float that lies there."""
        return self.code.write.load(self.value, align=4, typ=FLOAT)

    def whole(self) -> Whole:
        """The one whole number of 32 bits that lies there instead of a float."""
        write = self.code.write
        return Whole(self.code, write.sext(write.load(self.value, align=4, typ=ir.IntType(32)), WHOLE))

    def everywhere(self) -> "Vector":
        """The one float that lies there, in all places of a vector."""
        return self.code.spread(self.number())

    def put(self, value: "Vector") -> None:
        """Write a vector there."""
        self.code.write.store(value.value, self.value, align=4)

    def put_number(self, value: ir.Value) -> None:
        """Write one float there."""
        self.code.write.store(value, self.value, align=4)


class Vector:
    """As many floats as a register of the processor holds."""

    def __init__(self, code: "Code", value: ir.Value) -> None:
        self.code, self.value = code, value

    def _with(self, write: Any, other: "Vector") -> "Vector":
        return Vector(self.code, write(self.value, other.value, flags=FUSED))

    def __add__(self, other: "Vector") -> "Vector":
        return self._with(self.code.write.fadd, other)

    def __sub__(self, other: "Vector") -> "Vector":
        return self._with(self.code.write.fsub, other)

    def __mul__(self, other: "Vector") -> "Vector":
        return self._with(self.code.write.fmul, other)

    def __truediv__(self, other: "Vector") -> "Vector":
        return Vector(self.code, self.code.write.fdiv(self.value, other.value))


class Register:
    """A vector that is added to again and again; the compiler keeps it in a register of the processor."""

    def __init__(self, code: "Code") -> None:
        with code.write.goto_entry_block():
            self.code, self.slot = code, code.write.alloca(code.vector)

    @property
    def value(self) -> Vector:
        return Vector(self.code, self.code.write.load(self.slot, typ=self.code.vector))

    @value.setter
    def value(self, new: Vector) -> None:
        self.code.write.store(new.value, self.slot)


class Code:
    """One function that is being written."""

    def __init__(self, module: ir.Module, name: str, lanes: int, **arguments: str) -> None:
        """Begin a function without an answer.

        Args:
            lanes: Floats of a vector.
            arguments: What each is: "whole" or "place"; places do not overlap.
        """
        kinds = [WHOLE if kind == "whole" else PLACE for kind in arguments.values()]
        self.function = ir.Function(module, ir.FunctionType(ir.VoidType(), kinds), name)
        self.module, self.lanes = module, lanes
        self.vector = ir.VectorType(FLOAT, lanes)
        self.write = ir.IRBuilder(self.function.append_basic_block("entry"))
        self.given: dict[str, Any] = {}
        for (argument, kind), value in zip(arguments.items(), self.function.args, strict=True):
            value.name = argument
            if kind == "place":
                value.add_attribute("noalias")
            self.given[argument] = Whole(self, value) if kind == "whole" else Place(self, value)

    def whole(self, value: Size) -> Whole:
        """A whole number, as one of the code."""
        return value if isinstance(value, Whole) else Whole(self, ir.Constant(WHOLE, value))

    def number(self, value: float) -> Vector:
        """A vector of equal numbers."""
        return Vector(self, ir.Constant(self.vector, [ir.Constant(FLOAT, value)] * self.lanes))

    def chosen(self, mask: Vector, one: Vector, other: Vector) -> Vector:
        """One where a mask is above 0, the other elsewhere."""
        above = self.write.fcmp_ordered(">", mask.value, self.number(0.0).value)
        return Vector(self, self.write.select(above, one.value, other.value))

    def spread(self, value: ir.Value) -> Vector:
        """One float in all places of a vector."""
        unknown = ir.Constant(self.vector, ir.Undefined)
        first = self.write.insert_element(unknown, value, ir.Constant(ir.IntType(32), 0))
        places = ir.Constant(ir.VectorType(ir.IntType(32), self.lanes), [0] * self.lanes)
        return Vector(self, self.write.shuffle_vector(first, unknown, places))

    @contextmanager
    def loop(self, start: Size, stop: Size, step: int = 1) -> Iterator[Whole]:
        """`for i in range(start, stop, step)`; the step is above 0."""
        write, first, last = self.write, self.whole(start).value, self.whole(stop).value
        before = write.block
        head, body, end = (write.append_basic_block(name) for name in ("head", "body", "end"))
        write.branch(head)
        write.position_at_end(head)
        index = write.phi(WHOLE)
        index.add_incoming(first, before)
        write.cbranch(write.icmp_signed("<", index, last), body, end)
        write.position_at_end(body)
        yield Whole(self, index)
        index.add_incoming(write.add(index, ir.Constant(WHOLE, step)), write.block)
        write.branch(head)
        write.position_at_end(end)

    @contextmanager
    def back(self, start: Size, stop: Size) -> Iterator[Whole]:
        """`for i in reversed(range(start, stop))`."""
        with self.loop(start, stop) as index:
            yield self.whole(stop) - 1 - index + start

    def tiled(self, count: Size, sizes: Sequence[int], body: Callable[[Whole, int], None]) -> None:
        """Cover `range(count)` by tiles, the largest size as often as it fits; sizes end with 1."""
        begin = self.whole(0)
        for size in sizes:
            end = begin + (self.whole(count) - begin) // size * size
            with self.loop(begin, end, size) as first:
                body(first, size)
            begin = end

    def there(self, place: Place) -> ir.Value:
        """Whether an address is one."""
        return self.write.icmp_unsigned("!=", self.write.ptrtoint(place.value, WHOLE), ir.Constant(WHOLE, 0))

    def done(self) -> None:
        """End the function."""
        self.write.ret_void()
