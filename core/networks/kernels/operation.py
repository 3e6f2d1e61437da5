"""A pass as the function of an operation of TensorFlow, written to call TensorFlow's C API (see `registry`).

An operation looks at every size before it computes, asks for its memory and looks whether it got it; what is
wrong is an error of TensorFlow, as of any other operation.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from llvmlite import ir

from core.networks.kernels.code import PLACE, WHOLE, Code, Place, Size, Whole

I32, NOTHING = ir.IntType(32), ir.VoidType()
INVALID, EXHAUSTED = 3, 8  # TensorFlow's codes
ALIGNED = 64  # bytes
FLOAT_BYTES, TF_FLOAT = 4, 1
OF_C = {  # answers and arguments of what is called
    "TF_NewStatus": (PLACE, []),
    "TF_DeleteStatus": (NOTHING, [PLACE]),
    "TF_GetCode": (I32, [PLACE]),
    "TF_SetStatus": (NOTHING, [PLACE, I32, PLACE]),
    "TF_OpKernelContext_Failure": (NOTHING, [PLACE, PLACE]),
    "TF_GetInput": (NOTHING, [PLACE, I32, PLACE, PLACE]),
    "TF_TensorData": (PLACE, [PLACE]),
    "TF_NumDims": (I32, [PLACE]),
    "TF_Dim": (WHOLE, [PLACE, I32]),
    "TF_AllocateOutput": (PLACE, [PLACE, I32, I32, PLACE, I32, WHOLE, PLACE]),
    "TF_DeleteTensor": (NOTHING, [PLACE]),
    "malloc": (PLACE, [WHOLE]),
    "free": (NOTHING, [PLACE]),
    "memset": (PLACE, [PLACE, I32, WHOLE]),
    "memcpy": (PLACE, [PLACE, PLACE, WHOLE]),
}


class Operation:
    """The function that TensorFlow calls, while it is being written."""

    def __init__(self, module: ir.Module, name: str, lanes: int) -> None:
        self.code = Code(module, name, lanes, kernel="place", context="place")
        self.module, self.write = module, self.code.write
        self.nowhere = ir.Constant(PLACE, None)
        self.held: list[tuple[str, ir.Value]] = []  # how it is given back, and the place of its address
        self.end = self.code.function.append_basic_block("end")
        self.status = self.call("TF_NewStatus")

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of C."""
        answer, kinds = OF_C[name]
        function = self.module.globals.get(name)
        if function is None:
            function = ir.Function(self.module, ir.FunctionType(answer, kinds), name)
        values = [
            ir.Constant(kind, one) if isinstance(one, int) else getattr(one, "value", one)
            for kind, one in zip(kinds, arguments, strict=True)
        ]
        return self.write.call(function, values)

    def require(self, fine: ir.Value, code: int, message: str) -> None:
        """Go on only if something is so; else the operation fails and gives everything back."""
        with self.write.if_then(self.write.not_(fine)):
            self.call("TF_SetStatus", self.status, code, self._text(message))
            self.call("TF_OpKernelContext_Failure", self.code.given["context"], self.status)
            self.write.branch(self.end)

    def require_equal(self, one: Size, other: Size, what: str) -> None:
        """Two sizes have to be the same."""
        one, other = self.code.whole(one), self.code.whole(other)
        self.require(self.write.icmp_signed("==", one.value, other.value), INVALID, f"{what} does not fit")

    def require_at_most(self, size: Whole, most: Size, what: str) -> None:
        """A size is so small; by `sizes.MOST` its products with others are whole numbers of 64 bits."""
        small = self.write.icmp_signed("<=", size.value, self.code.whole(most).value)
        self.require(small, INVALID, f"{what} does not fit")

    def input(self, number: int, dimensions: int, name: str) -> tuple[Place, list[Whole]]:
        """An input's floats and its sizes."""
        slot = self._slot("TF_DeleteTensor")
        self.call("TF_GetInput", self.code.given["context"], number, slot, self.status)
        self._require_status(f"{name} is not there")
        tensor = self.write.load(slot, typ=PLACE)
        count = self.call("TF_NumDims", tensor)
        fits = self.write.icmp_signed("==", count, ir.Constant(I32, dimensions))
        self.require(fits, INVALID, f"{name} needs {dimensions} dimensions")
        sizes = [Whole(self.code, self.call("TF_Dim", tensor, i)) for i in range(dimensions)]
        return Place(self.code, self.call("TF_TensorData", tensor)), sizes

    def output(self, number: int, *sizes: Size) -> Place:
        """An output's floats."""
        with self.write.goto_entry_block():
            shape = self.write.alloca(WHOLE, size=max(1, len(sizes)))
        count = self.code.whole(1)
        for i, size in enumerate(sizes):
            here = self.write.gep(shape, [ir.Constant(WHOLE, i)], source_etype=WHOLE)
            self.write.store(self.code.whole(size).value, here)
            count = count * size
        slot, size_of = self._slot("TF_DeleteTensor"), count * FLOAT_BYTES
        made = self.call(
            "TF_AllocateOutput",
            self.code.given["context"],
            number,
            TF_FLOAT,
            shape,
            len(sizes),
            size_of,
            self.status,
        )
        self.write.store(made, slot)
        self._require_status("no memory for an answer")
        return Place(self.code, self.call("TF_TensorData", made))

    def scratch(self, floats: Size) -> Place:
        """Memory that is given back at the end."""
        slot = self._slot("free")
        made = self.call("malloc", self.code.whole(floats) * FLOAT_BYTES + ALIGNED)
        self.write.store(made, slot)
        there = self.write.icmp_unsigned("!=", made, self.nowhere)
        self.require(there, EXHAUSTED, "no memory to compute with")
        address = self.write.add(self.write.ptrtoint(made, WHOLE), ir.Constant(WHOLE, ALIGNED - 1))
        address = self.write.and_(address, ir.Constant(WHOLE, -ALIGNED))
        return Place(self.code, self.write.inttoptr(address, PLACE))

    def run(self, name: str, arguments: Sequence[Size | Place | None]) -> None:
        """Call one of our functions, of this module or declared in it."""
        values = [
            self.nowhere
            if one is None
            else one.value
            if isinstance(one, Place)
            else self.code.whole(one).value
            for one in arguments
        ]
        self.write.call(self.module.globals[name], values)

    def clear(self, place: Place, floats: Size) -> None:
        """Fill with zeros."""
        self.call("memset", place, 0, self.code.whole(floats) * FLOAT_BYTES)

    def copy(self, into: Place, source: Place, floats: Size) -> None:
        """Copy floats."""
        self.call("memcpy", into, source, self.code.whole(floats) * FLOAT_BYTES)

    def choose(self, condition: ir.Value, one: Place) -> Place:
        """A place, or none."""
        return Place(self.code, self.write.select(condition, one.value, self.nowhere))

    def done(self) -> None:
        """Give back all that is held, and end."""
        self.write.branch(self.end)
        self.write.position_at_end(self.end)
        for how, slot in self.held:
            held = self.write.load(slot, typ=PLACE)
            with self.write.if_then(self.write.icmp_unsigned("!=", held, self.nowhere)):
                self.call(how, held)
        self.call("TF_DeleteStatus", self.status)
        self.code.done()

    def _slot(self, how: str) -> ir.Value:
        with self.write.goto_entry_block():
            slot = self.write.alloca(PLACE)
            self.write.store(self.nowhere, slot)
        self.held.append((how, slot))
        return slot

    def _require_status(self, message: str) -> None:
        code = self.call("TF_GetCode", self.status)
        self.require(self.write.icmp_signed("==", code, ir.Constant(I32, 0)), EXHAUSTED, message)

    def _text(self, message: str) -> ir.Value:
        body = bytearray(message.encode() + b"\0")
        kind = ir.ArrayType(ir.IntType(8), len(body))
        text = ir.GlobalVariable(self.module, kind, self.module.get_unique_name("text"))
        text.linkage, text.global_constant, text.initializer = "internal", True, ir.Constant(kind, body)
        return text


def declare(module: ir.Module, name: str, arguments: Mapping[str, str]) -> None:
    """One of our functions that another module holds."""
    kinds = [WHOLE if kind == "whole" else PLACE for kind in arguments.values()]
    ir.Function(module, ir.FunctionType(NOTHING, kinds), name)
