"""What the tasks' Python APIs share: settings that are otherwise, and what came of an experiment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish, stored_result


def otherwise(
    start: ExperimentSpec,
    *,
    cells: tuple[str, ...] | None = None,
    model: Mapping[str, Any] | None = None,
    training: Mapping[str, Any] | None = None,
    task: Mapping[str, Any] | None = None,
    **changes: Any,
) -> ExperimentSpec:
    """The settings that suit some data, but for what is named: fields of each spec, and seeds or match."""
    return replace(
        start,
        cells=cells or start.cells,
        task=replace(start.task, **task or {}),
        model=replace(start.model, **model or {}),
        training=replace(start.training, **training or {}),
        **changes,
    )


def result(
    store: Store, data: Data, spec: ExperimentSpec, watch: Watch, *, again: bool, name: str | None = None
) -> dict[str, Any]:
    """The summary of an experiment on some data, or on data that the store keeps; blocks until the end.

    Args:
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned,
            with when it was asked for, in seconds since 1970, under `done_before`.
        name: What it is called; by default after its data.
    """
    spec = replace(spec, data=data.sha256)
    known = None if again else stored_result(store, spec)
    return known or finish(store, lambda: queue(store, data, spec, name), watch)
