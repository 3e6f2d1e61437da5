"""The kernel depends on settings and device alone, and says why it was chosen."""

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from core.cells import CELLS
from core.specs import ModelSpec
from core.words.locales import catalogue, languages

keras = pytest.importorskip("keras")
device = pytest.importorskip("core.networks.device")
pytestmark = pytest.mark.keras
GPU, CPU = device.Device("gpu", "a GPU"), device.Device("cpu", "CPU")
LONG, SHORT = 1_000_000, 100  # steps in time that a training walks
ON_TENSORFLOW = keras.backend.backend() == "tensorflow"


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_on_a_gpu_cudnn_is_taken_where_its_conditions_hold(cell):
    tanh, relu = ModelSpec(), ModelSpec(activation="relu")
    assert device.choose_kernel(cell, tanh, GPU, SHORT).name == ("cudnn" if cell.cudnn else "standard")
    assert device.choose_kernel(cell, relu, GPU, LONG).name == "standard"


@pytest.fixture
def compiled_by_xla(monkeypatch):
    monkeypatch.setenv("UNROLLED_PASSES", "xla")


@pytest.mark.usefixtures("compiled_by_xla")
@pytest.mark.skipif(not ON_TENSORFLOW, reason="other backends have the stock kernel only")
@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.name)
def test_on_a_cpu_nobody_waits_longer_for_a_compiler_than_training_would_have_taken(cell):
    if not cell.fast:
        standard = device.Kernel("standard", "kernel_none_for_cell")
        assert {device.choose_kernel(cell, ModelSpec(), CPU, steps) for steps in (SHORT, LONG)} == {standard}
        return
    assert device.choose_kernel(cell, ModelSpec(), CPU, LONG) == device.Kernel("fast", "kernel_fast")
    assert device.choose_kernel(cell, ModelSpec(), CPU, SHORT) == device.Kernel(
        "standard", "kernel_short_run"
    )


@pytest.mark.skipif(not ON_TENSORFLOW, reason="native passes are operations of TensorFlow")
@pytest.mark.parametrize("why_not", [None, *device.WHY_NOT_NATIVE])
def test_native_passes_are_taken_where_they_are_usable(why_not, monkeypatch):
    asked = []
    usable = SimpleNamespace(why_not=lambda *of, masked: asked.append((*of, masked)) or why_not)
    monkeypatch.setitem(sys.modules, "core.networks.kernels.usable", usable)
    found = device.choose_kernel(CELLS["gru"], ModelSpec(), CPU, LONG, masked=True)
    wanted = device.Kernel("native", "kernel_native")
    assert found == (device.Kernel("fast", device.WHY_NOT_NATIVE[why_not]) if why_not else wanted)
    assert asked == [("gru", "tanh", True)]
    assert device.choose_kernel(CELLS["gru"], ModelSpec(), GPU, LONG).name == "cudnn"
    monkeypatch.setenv("UNROLLED_PASSES", "xla")
    assert device.choose_kernel(CELLS["gru"], ModelSpec(), CPU, LONG).name == "fast" and len(asked) == 1
    for language in languages():
        assert {f"kernel.{found.name}", f"kernel.why.{found.reason}"} <= set(catalogue(language))


@pytest.mark.skipif(not ON_TENSORFLOW, reason="native passes are operations of TensorFlow")
def test_a_trained_network_is_asked_natively_where_that_is_usable(monkeypatch):
    asked = {}
    usable = SimpleNamespace(why_not=lambda *of, masked: asked.get((*of, masked)))
    monkeypatch.setitem(sys.modules, "core.networks.kernels.usable", usable)
    monkeypatch.setattr(device, "count_gpus", lambda: 0)
    assert device.answering_kernel("gru", "tanh") == device.answering_kernel("lstm", "relu") == "native"
    assert device.answering_kernel("mgu", "tanh") == "standard"
    asked["gru", "tanh", True] = "wrong"
    assert device.answering_kernel("gru", "tanh") == "native"
    assert device.answering_kernel("gru", "tanh", masked=True) == "standard"
    monkeypatch.setenv("UNROLLED_PASSES", "xla")
    assert device.answering_kernel("gru", "tanh") == "standard"


@pytest.mark.parametrize("steps", [SHORT, LONG])
def test_a_gpu_that_cannot_be_used_is_the_reason_that_is_told(steps):
    broken = replace(CPU, reason="gpu_not_usable")
    assert device.choose_kernel(CELLS["gru"], ModelSpec(), broken, steps).reason == "kernel_gpu_not_usable"


def test_every_reason_has_a_sentence_in_every_language():
    for language in languages():
        known = catalogue(language)
        for cell in CELLS.values():
            for where in (GPU, CPU, replace(CPU, reason="gpu_not_usable")):
                for model in (ModelSpec(), ModelSpec(activation="relu")):
                    for steps in (SHORT, LONG):
                        kernel = device.choose_kernel(cell, model, where, steps)
                        assert f"kernel.{kernel.name}" in known and f"kernel.why.{kernel.reason}" in known
