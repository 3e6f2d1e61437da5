"""A process that imports Keras once, early and alone, and from which local workers are forked.

Two workers that import TensorFlow side by side, after Dask, take seconds more than one process that begins
at once. Forked from it, they are there in a fraction of a second, as is every worker that replaces a lost
one, and share the memory of the imports. TensorFlow must not have computed before a fork: here it is only
imported.
"""

import multiprocessing
import os
import sys
from multiprocessing import forkserver, util

from core.gpus import count_gpus
from core.home import cache_folder

# One thread each: runs side by side fill the cores, and the order of a sum never depends on the load.
WORKER_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_FORCE_GPU_ALLOW_GROWTH": "true",
}
# A compiled pass takes its megabytes anew at each call. By default glibc gives them back to the system in
# between, and the page faults cost more than the mathematics; this keeps them. Read as a process starts.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(4 << 30),
    "MALLOC_TOP_PAD_": str(64 << 20),
}


def start_method() -> str:
    """How local workers come to be: forked where that is safe, which it is not beside CUDA or on macOS."""
    return "forkserver" if sys.platform == "linux" and not count_gpus() else "spawn"


def prepare_workers() -> None:
    """Begin to import what workers need; returns at once. Does nothing where workers are not forked here."""
    if start_method() != "forkserver" or os.environ.get("UNROLLED_SCHEDULER"):
        return
    # Inherited by the process that starts now; equal hash seeds give every engine's workers the same sets.
    os.environ.update(WORKER_ENVIRONMENT | ALLOCATOR | kept_keras() | {"PYTHONHASHSEED": "0"})
    keep_preload()
    forkserver.ensure_running()


def kept_keras() -> dict[str, str]:
    """Where Keras looks for its settings: without a home of its own, that is the shared temporary folder."""
    folder = cache_folder("keras")
    return {"KERAS_HOME": str(folder)} if folder else {}


def keep_preload() -> None:
    """Say what the workers' process imports, should another have to take its place; Dask puts in its own."""
    # Python 3.11.0 would let any account ask for a fork.
    util.abstract_sockets_supported = False  # type: ignore[misc]
    multiprocessing.get_context("forkserver").set_forkserver_preload(["core.engine.preloaded"])
