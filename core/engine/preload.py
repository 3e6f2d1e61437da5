"""Loaded by a worker as it starts: Keras is imported while the cluster is still being put together."""

import os
import threading
from typing import Any

from core.engine.forkserver import kept_keras
from core.tasks.job import load, take_gpu


def dask_setup(worker: Any) -> None:
    """Begin to import what training needs, beside the worker's own start."""
    take_gpu(worker.name)
    os.environ.update(kept_keras())  # a no-op where our own engine has done so
    threading.Thread(target=load, args=("core.engine.preloaded",), daemon=True).start()
