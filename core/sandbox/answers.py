"""What comes back from a reading: written where the file was read, taken in only as far as it is known.

Whoever takes over a parser by a file made for it writes the answer. So nothing is looked up but the names
below and our own dataclasses, of which none does anything as it is made.
"""

import importlib
import os
import pickle
import struct
import traceback
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from typing import IO, Any

from core.errors import UserError
from core.sandbox.limits import Limits

LENGTH = struct.Struct("<Q")  # of the answer; written last, so that half an answer has none
LONGEST_TROUBLE = 4_000  # letters of a traceback
TOO_HEAVY: tuple[str, Any] = ("refused", ("too_heavy_to_read", {}))
KNOWN = frozenset(
    """
    builtins.complex builtins.frozenset builtins.range builtins.set builtins.slice builtins.bytearray
    collections.Counter collections.OrderedDict
    datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone
    decimal.Decimal
    numpy.dtype numpy.ndarray numpy._core.multiarray._reconstruct numpy._core.multiarray.scalar
    numpy._core.numeric._frombuffer
    pandas.DataFrame pandas.Series pandas.Index pandas.DatetimeIndex pandas.RangeIndex pandas.StringDtype
    pandas.core.frame.DataFrame pandas.core.series.Series pandas.core.indexes.base._new_Index
    pandas.core.indexes.base.Index pandas.core.indexes.datetimes._new_DatetimeIndex
    pandas.core.indexes.datetimes.DatetimeIndex pandas.core.indexes.range.RangeIndex
    pandas.core.internals.managers.BlockManager pandas.core.internals.managers.SingleBlockManager
    pandas._libs.internals._unpickle_block pandas._libs.internals._unpickle_block
    pandas._libs.arrays.__pyx_unpickle_NDArrayBacked pandas.core.arrays.datetimes.DatetimeArray
    pandas._libs.tslibs.timestamps._unpickle_timestamp pandas._libs.tslibs.nattype._nat_unpickle
    pandas._libs.tslibs.offsets._unpickle_offset
    pandas.core.arrays.string_arrow.ArrowStringArray pandas.core.arrays.string_.StringDtype
    pandas.core.arrays.string_.StringArray pandas.core.arrays.numpy_.NumpyExtensionArray
    pandas.core.dtypes.dtypes.DatetimeTZDtype
    pyarrow.lib.chunked_array pyarrow.lib._restore_array pyarrow.lib._reconstruct_buffer
    pyarrow.lib.py_buffer pyarrow.lib.type_for_alias pyarrow.lib.StringArray pyarrow.lib.LargeStringArray
    """.split()
)


@dataclass(frozen=True, eq=False)
class Attached:
    """An answer with bytes that are not looked at but written to the disk."""

    answer: Any
    body: bytes


def write_answer(answer: tuple[str, Any], file: IO[bytes]) -> None:
    """Write what a task returned, or why there is nothing, so that `read_answer` knows it is whole."""
    body = b""
    if isinstance(answer[1], Attached):
        answer, body = (answer[0], answer[1].answer), answer[1].body
    try:
        _write(answer, body, file)
    except (OSError, MemoryError):
        _write(TOO_HEAVY, b"", file)
    except Exception:  # what cannot be pickled says so in many ways
        _write(("failed", traceback.format_exc()), b"", file)


def _write(answer: tuple[str, Any], body: bytes, file: IO[bytes]) -> None:
    file.seek(0)
    file.truncate()
    file.write(LENGTH.pack(0))
    pickle.dump(answer, file, protocol=5)
    length = file.tell() - LENGTH.size
    file.write(body)
    file.flush()
    file.seek(0)
    file.write(LENGTH.pack(length))
    file.flush()


def read_answer(file: IO[bytes], limits: Limits) -> Any:
    """What a task returned; the file then stands where its attachment begins.

    Raises:
        UserError: What the task raised; `too_heavy_to_read` where nothing whole is there or it is too much;
            `reading_failed` for what nobody expected, with the reason as its cause.
    """
    file.seek(0)
    size = os.fstat(file.fileno()).st_size
    (length,) = LENGTH.unpack(file.read(LENGTH.size).ljust(LENGTH.size, b"\0"))
    if not 0 < length <= min(limits.answer, size - LENGTH.size):
        raise UserError("too_heavy_to_read")
    try:
        how, answer = _Known(file).load()
        key, facts = answer if how == "refused" else ("", {})
        facts = {str(name): fact for name, fact in facts.items()}
    except Exception as error:  # forged, so that it may be anything
        raise UserError("reading_failed") from error
    file.seek(LENGTH.size + length)
    if how == "done":
        return answer
    if how == "refused":
        raise UserError(str(key), **facts)
    raise UserError("reading_failed") from Unexpected(str(answer)[-LONGEST_TROUBLE:])


class Unexpected(Exception):
    """An error where a file was read that is none a person could mend: its traceback as text."""


class _Known(pickle.Unpickler):
    """Takes in data, and no code beyond what builds it."""

    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" in KNOWN:
            return super().find_class(module, name)
        if module.startswith("core."):
            with suppress(ImportError, AttributeError):
                found = getattr(importlib.import_module(module), name)
                if isinstance(found, type) and is_dataclass(found):
                    return found
        raise pickle.UnpicklingError(f"{module}.{name} is not known")
