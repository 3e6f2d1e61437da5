"""TensorFlow's C API, as far as it makes an operation known: without a compiler, from an address of code.

Declared in tensorflow/c/ops.h, kernels.h and tf_status.h; its functions lie in libtensorflow_framework.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tensorflow as tf
from llvmlite import binding
from tensorflow.python.eager import context, execute
from tensorflow.python.framework import op_def_library, op_def_registry

from core.networks.kernels.operation import OF_C


@cache
def library() -> ctypes.CDLL:
    """TensorFlow's own."""
    folder = Path(tf.sysconfig.get_lib())
    found = next(iter(sorted(folder.glob("libtensorflow_framework.*"))), None)
    return ctypes.CDLL(str(found) if found else None)


def lend_functions() -> None:
    """Tell the compiler where TensorFlow's functions are.

    Raises:
        AttributeError: This version of TensorFlow does not export them.
    """
    for name in OF_C:
        if name.startswith("TF_"):
            binding.add_symbol(name, ctypes.cast(getattr(library(), name), ctypes.c_void_p).value)


def _of_c(name: str, answer: Any, *arguments: Any) -> Any:
    function = getattr(library(), name)
    function.restype, function.argtypes = answer, arguments
    return function


def known(name: str) -> bool:
    """Whether an operation is registered; a second time would end the process."""
    return op_def_registry.get(name) is not None


def register(name: str, address: int, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """Make an operation known.

    Args:
        name: Not `known` yet.
        inputs, outputs: Names, with a type where it is not float: "words: int32".
        address: Of the function that TensorFlow calls; it has to stay there while the process lives.

    Raises:
        RuntimeError: TensorFlow does not take it.
    """
    place, text = ctypes.c_void_p, ctypes.c_char_p
    status = _of_c("TF_NewStatus", place)()
    definition = _of_c("TF_NewOpDefinitionBuilder", place, text)(name.encode())
    for one in inputs:
        _of_c("TF_OpDefinitionBuilderAddInput", None, place, text)(definition, _typed(one))
    for one in outputs:
        _of_c("TF_OpDefinitionBuilderAddOutput", None, place, text)(definition, _typed(one))
    unknown = ctypes.cast(library().TF_ShapeInferenceContextSetUnknownShape, place)
    _of_c("TF_OpDefinitionBuilderSetShapeInferenceFunction", None, place, place)(definition, unknown)
    _of_c("TF_RegisterOpDefinition", None, place, place)(definition, status)
    _require(status)
    build = _of_c("TF_NewKernelBuilder", place, text, text, place, place, place)
    kernel = build(name.encode(), b"CPU", None, address, None)
    _of_c("TF_RegisterKernelBuilder", None, text, place, place)(name.encode(), kernel, status)
    _require(status)
    _of_c("TF_DeleteStatus", None, place)(status)


def invoke(name: str, inputs: Sequence[str], outputs: Sequence[str], tensors: Sequence[Any]) -> list[Any]:
    """Call an operation, at once or in a graph."""
    if context.executing_eagerly():
        return list(execute.execute(name.encode(), len(outputs), list(tensors), (), context.context()))
    names = [one.split(":")[0] for one in inputs]
    told = op_def_library.apply_op(name, **dict(zip(names, tensors, strict=True)))
    return [told] if len(outputs) == 1 else list(told)


def _typed(name: str) -> bytes:
    return (name if ":" in name else f"{name}: float").encode()


def _require(status: Any) -> None:
    if _of_c("TF_GetCode", ctypes.c_int, ctypes.c_void_p)(status):
        message = _of_c("TF_Message", ctypes.c_char_p, ctypes.c_void_p)(status)
        raise RuntimeError(message.decode(errors="replace"))
