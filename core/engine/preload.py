"""Loaded by a worker as it starts: Keras is imported while the cluster is still being put together."""

import threading
from typing import Any

from core.engine.job import load, take_gpu


def dask_setup(worker: Any) -> None:
    """Begin to import what training needs, beside the worker's own start."""
    take_gpu(worker.name)
    threading.Thread(target=load, args=("core.engine.train",), daemon=True).start()
