"""Which device trains, which kernel the recurrent layers use there, and why."""

import importlib
import os
from dataclasses import dataclass, replace

import keras

from core.cells import CELLS, Cell
from core.gpus import count_gpus
from core.specs import ModelSpec

COMPILE_SECONDS = 1.0  # on a 2-core machine: what compiling our passes adds before the first update
WHY_NOT_NATIVE = {
    "missing": "kernel_native_missing",
    "no_vectors": "kernel_native_no_vectors",
    "wrong": "kernel_native_wrong",
}


@dataclass(frozen=True)
class Device:
    """Where networks are trained."""

    kind: str  # "gpu" or "cpu"
    name: str  # as the framework calls it
    reason: str | None = None  # why the CPU, where the machine has a GPU


@dataclass(frozen=True)
class Kernel:
    """How a recurrent layer is computed; kept with the run, so that a retry computes the same."""

    name: str  # "native", "fast", "cudnn" or "standard"
    reason: str  # key of a sentence: why this one


def device() -> Device:
    """The device that Keras' backend will use in this process."""
    ask = {"tensorflow": _tensorflow_device, "torch": _torch_device, "jax": _jax_device}
    found = ask[keras.backend.backend()]()
    return replace(found, reason="gpu_not_usable") if found.kind == "cpu" and count_gpus() else found


def choose_kernel(cell: Cell, model: ModelSpec, where: Device, steps: int, *, masked: bool = False) -> Kernel:
    """Take cuDNN where its conditions hold: a GPU, a gated cell, tanh.

    On TensorFlow's CPU take our own passes: native ones where this machine can have them (and
    `UNROLLED_PASSES=xla` does not ask for others), else those that XLA compiles, unless the stock layer would
    have finished before they are compiled. It is decided from settings and machine, so that equal settings
    give equal results.

    Args:
        steps: Steps in time that training walks at most, all updates together.
        masked: Whether steps are skipped, as after a text's end.
    """
    if where.kind == "cpu":
        return _on_cpu(cell, model, where, steps, masked)
    if not cell.cudnn:
        return Kernel("standard", "kernel_no_cudnn_for_cell")
    if model.activation != "tanh":
        return Kernel("standard", "kernel_cudnn_needs_tanh")
    return Kernel("cudnn", "kernel_cudnn")


def answering_kernel(cell: str, activation: str, *, masked: bool = False) -> str:
    """How a trained network is asked: natively where that is so quick to set up as the stock layer's way."""
    if keras.backend.backend() != "tensorflow" or not CELLS[cell].fast or count_gpus():
        return "standard"
    return "standard" if _why_not_native(cell, activation, masked) else "native"


def kernel_again(kept: str | None, cell: str, model: ModelSpec) -> str:
    """The kernel that a network was trained with, so that it answers the same, if it is to be had here."""
    here = {
        "standard": lambda: True,
        "fast": lambda: keras.backend.backend() == "tensorflow" and CELLS[cell].fast,
        "native": lambda: answering_kernel(cell, model.activation) == "native",
        "cudnn": lambda: device().kind == "gpu",
    }
    if kept in here and here[kept]():
        return str(kept)
    return answering_kernel(cell, model.activation)


def _on_cpu(cell: Cell, model: ModelSpec, where: Device, steps: int, masked: bool) -> Kernel:
    found = _fastest_on_cpu(cell, model, steps, masked)
    return replace(found, reason="kernel_gpu_not_usable") if where.reason else found


def _fastest_on_cpu(cell: Cell, model: ModelSpec, steps: int, masked: bool) -> Kernel:
    if keras.backend.backend() != "tensorflow":
        return Kernel("standard", "kernel_of_tensorflow")
    if not cell.fast:
        return Kernel("standard", "kernel_none_for_cell")
    why_not = _why_not_native(cell.name, model.activation, masked)
    if why_not is None:
        return Kernel("native", "kernel_native")
    if steps * cell.stock_step < COMPILE_SECONDS:
        return Kernel("standard", "kernel_short_run")
    return Kernel("fast", WHY_NOT_NATIVE.get(why_not, "kernel_fast"))


def _why_not_native(cell: str, activation: str, masked: bool) -> str | None:
    """A key of `WHY_NOT_NATIVE`, or that nobody wants native passes; None: nothing."""
    if os.environ.get("UNROLLED_PASSES") == "xla":
        return "unwanted"
    usable = importlib.import_module("core.networks.kernels.usable")
    found: str | None = usable.why_not(cell, activation, masked=masked)
    return found


def _tensorflow_device() -> Device:
    tf = importlib.import_module("tensorflow")
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return Device("cpu", "CPU")
    return Device("gpu", tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU"))


def _torch_device() -> Device:
    torch = importlib.import_module("torch")
    return Device("gpu", torch.cuda.get_device_name(0)) if torch.cuda.is_available() else Device("cpu", "CPU")


def _jax_device() -> Device:
    jax = importlib.import_module("jax")
    first = jax.devices()[0]
    return Device("cpu", "CPU") if first.platform == "cpu" else Device("gpu", first.device_kind)


def device_name(where: Device) -> str:
    """How people call the device."""
    return where.name if where.kind == "gpu" else "CPU"
