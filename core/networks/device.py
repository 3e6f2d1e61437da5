"""Which device trains, which kernel the recurrent layers use there, and why."""

import importlib
from dataclasses import dataclass, replace

import keras

from core.cells import Cell
from core.gpus import count_gpus
from core.specs import ModelSpec


@dataclass(frozen=True)
class Device:
    """Where networks are trained."""

    kind: str  # "gpu" or "cpu"
    name: str  # as the framework calls it
    reason: str | None = None  # why the CPU, where the machine has a GPU


@dataclass(frozen=True)
class Kernel:
    """How a recurrent layer is computed; kept with the run, so that a retry computes the same."""

    name: str  # "cudnn" or "standard"
    reason: str  # key of a sentence: why this one


def device() -> Device:
    """The device that Keras' backend will use in this process."""
    ask = {"tensorflow": _tensorflow_device, "torch": _torch_device, "jax": _jax_device}
    found = ask[keras.backend.backend()]()
    return replace(found, reason="gpu_not_usable") if found.kind == "cpu" and count_gpus() else found


def choose_kernel(cell: Cell, model: ModelSpec, where: Device) -> Kernel:
    """Take cuDNN where its conditions hold: a GPU, a gated cell, tanh."""
    if where.kind == "cpu":
        return Kernel("standard", "kernel_gpu_not_usable" if where.reason else "kernel_on_cpu")
    if not cell.cudnn:
        return Kernel("standard", "kernel_no_cudnn_for_cell")
    if model.activation != "tanh":
        return Kernel("standard", "kernel_cudnn_needs_tanh")
    return Kernel("cudnn", "kernel_cudnn")


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
