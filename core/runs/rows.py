"""Rows of the database as records."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from core.runs.records import Experiment, Run, read_json
from core.specs import ExperimentSpec, from_json


def as_run(row: Row[Any]) -> Run:
    """A row that begins with the columns of the table `runs` as a Run."""
    values = {f.name: getattr(row, f.name) for f in fields(Run)}
    return Run(**values | {"error": read_json(row.error), "facts": read_json(row.facts) or {}})


def as_experiment(row: Row[Any]) -> Experiment:
    """A row of the table `experiments`."""
    spec = from_json(ExperimentSpec, row.spec)
    return Experiment(
        row.id, row.name, row.task, row.data, spec, row.created, row.stop_requested, row.sweep,
        row.source_name,
    )  # fmt: skip
