"""Machine code of a module, made once per processor and kept on the disk."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite
from llvmlite import binding, ir

from core import cells
from core.networks.kernels.layout import Processor

VECTORS = {"avx512f": Processor(16, 32), "avx2": Processor(8, 16), "neon": Processor(4, 32)}
_kept: list[Any] = []  # machine code lives as long as its engine


@dataclass(frozen=True)
class Source:
    """A module that is to be compiled; it need not be written where its machine code is kept."""

    name: str  # says, with the version of our code, all that it depends on
    write: Callable[[], ir.Module]

    @property
    def digest(self) -> str:
        """Changes with it, our code, the processor and the compiler."""
        return hashlib.sha256(f"{version()} {self.name}".encode()).hexdigest()[:32]


@cache
def version() -> str:
    """Of our code, the processor and the compiler."""
    digest = hashlib.sha256(processor_name().encode())
    for folder in map(Path, (cells.__file__, __file__)):
        for source in sorted(folder.parent.glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()


@cache
def this_processor() -> Processor | None:
    """What this processor's vectors are like; None without any, or without fused products and sums."""
    binding.initialize_native_target()
    features = binding.get_host_cpu_features()
    if features.get("neon"):
        return VECTORS["neon"]
    if not features.get("fma"):
        return None
    return next((found for name, found in VECTORS.items() if features.get(name)), None)


def machine_code(sources: Sequence[Source], folder: Path | None = None) -> Any:
    """The engine of some modules, whose functions have addresses and may call each other.

    Args:
        folder: Where machine code is kept; nowhere without one.
    """
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    machine = _machine()
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    for source in sources:
        engine.add_object_file(binding.ObjectFileRef.from_data(_object(source, machine, folder)))
    engine.finalize_object()
    _kept.append((engine, machine))
    return engine


def prepare(source: Source, folder: Path) -> None:
    """Compile a module for those who will want it."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    _object(source, _machine(), folder)


def processor_name() -> str:
    """What machine code depends on: the processor, its features, and the compiler."""
    features = binding.get_host_cpu_features().flatten()
    return f"{binding.get_host_cpu_name()} {features} llvmlite {llvmlite.__version__}"


def keep(path: Path, content: bytes) -> None:
    """Write a file that other processes read and write, too: whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        return  # a full disk costs the time to compile, no more


def _object(source: Source, machine: Any, folder: Path | None) -> bytes:
    path = folder and folder / f"{source.digest}.o"
    if path and path.exists():
        return path.read_bytes()
    code = _compiled(str(source.write()), machine)
    if path:
        keep(path, code)
    return code


def _machine() -> Any:
    features = binding.get_host_cpu_features().flatten()
    target = binding.Target.from_default_triple()
    cpu = binding.get_host_cpu_name()
    return target.create_target_machine(
        cpu=cpu, features=features, opt=3, reloc="pic", codemodel="jitdefault"
    )


def _compiled(text: str, machine: Any) -> bytes:
    module = binding.parse_assembly(text)
    module.verify()
    options = binding.create_pipeline_tuning_options(speed_level=2)
    options.loop_vectorization, options.loop_unrolling = True, False
    builder = binding.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    found: bytes = machine.emit_object(module)
    return found
