"""What all functions that train have in common: the store, a bar, settings as they are given."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.logged import log_of
from core.tasks.logged_once import log_ended
from core.tasks.spec_files import read_spec, spec_from
from unrolled.progress import bar
from unrolled.results import Result

Spec: TypeAlias = ExperimentSpec | Mapping[str, Any] | str | Path | None
Found = TypeVar("Found", bound=Result)


def trained(
    run: Callable[..., Any], data: Any, kind: type[Found], of: str, /, *, store: Store | None,
    spec: Spec, progress: bool | None, **wanted: Any,
) -> Found:  # fmt: skip
    """Train and wait; what was done before, with the same data and settings, is not trained again.

    Args:
        of: The name of the task.
        run: Of a task's API: trains on the data and returns the summary.
        spec: All settings at once: fields that are otherwise, as `spec.json` names them, its path, or a spec.
        wanted: Settings one by one, of the task's API.
    """
    store = store or Store()
    log_of(None)  # what is wrong with the variable is told before anything is trained
    with bar(progress) as watch:
        found = run(data, store=store, watch=watch, spec=_spec(of, spec), **{"again": False, **wanted})
    log_ended(store, found["experiment"])
    return kind(found["experiment"], store)


def _spec(task: str, given: Spec) -> ExperimentSpec | None:
    if given is None:
        return None
    if isinstance(given, ExperimentSpec):
        return replace(given, data="")
    return spec_from(task, given if isinstance(given, Mapping) else read_spec(str(given)))
