"""Rows of the database as records."""

from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from core.specs import ExperimentSpec, from_json
from core.store.records import Experiment, Run, read_json


def as_run(row: Row[Any]) -> Run:
    """A row that begins with the columns of the table `runs` as a Run."""
    values = {f.name: getattr(row, f.name) for f in fields(Run)}
    return Run(**values | {"error": read_json(row.error), "facts": read_json(row.facts) or {}})


@lru_cache(maxsize=2000)
def spec_from(text: str) -> ExperimentSpec:
    """A spec as it is stored; kept, for lists are read again and again, and it never changes."""
    return from_json(ExperimentSpec, text)


def as_experiment(row: Row[Any]) -> Experiment:
    """A row of the table `experiments`."""
    return Experiment(
        row.id, row.name, row.task, row.data, spec_from(row.spec), row.created, row.stop_requested, row.sweep,
        row.source_name, row.owner,
    )  # fmt: skip
