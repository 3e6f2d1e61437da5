"""What earlier versions saved opens as before: no task said its kind then."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from core.errors import UserError
from core.specs import ExperimentSpec, TaskSpec, from_json, to_json
from core.sweeps.spec import SweepSpec
from core.tasks import TASKS
from core.tasks.memory.spec import MemorySpec

KINDS = ("forecast", "sentiment", "memory")
SAVED = json.loads((Path(__file__).parent / "saved_specs.json").read_text(encoding="utf-8"))


def experiment(version: str, kind: str) -> ExperimentSpec:
    return from_json(ExperimentSpec, json.dumps(SAVED[version][kind]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("version", SAVED)
def test_a_spec_without_its_kind_is_read_as_the_task_that_it_was(version, kind):
    spec, saved = experiment(version, kind), SAVED[version][kind]["task"]
    assert spec.task.kind == kind
    told = {name: getattr(spec.task, name) for name in saved}
    assert told == {name: tuple(one) if isinstance(one, list) else one for name, one in saved.items()} | {
        name: now for name, now in {"calendar": "yes"}.items() if name in saved
    }


def of_those(written, saved):
    """What was written of the fields there were: a setting that came later changes no other."""
    return {name: written[name] for name in saved} if isinstance(saved, dict) else written


@pytest.mark.parametrize("kind", KINDS)
def test_a_spec_is_written_as_it_was_before_but_for_its_kind(kind):
    saved = SAVED["before_kinds"][kind]
    written = json.loads(to_json(experiment("before_kinds", kind)))
    wanted = saved | {"task": saved["task"] | {"kind": kind}}
    assert {name: of_those(written[name], one) for name, one in wanted.items()} == wanted
    assert written.keys() == wanted.keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("version", SAVED)
def test_with_or_without_its_kind_it_is_the_same_experiment(version, kind):
    spec = experiment(version, kind)
    assert from_json(ExperimentSpec, to_json(spec)) == spec
    assert to_json(from_json(ExperimentSpec, to_json(spec))) == to_json(spec)


@pytest.mark.parametrize("version", SAVED)
def test_a_sweep_that_was_saved_opens(version):
    sweep = from_json(SweepSpec, json.dumps(SAVED[version]["sweep"]))
    assert sweep.base == experiment(version, "forecast")
    assert from_json(SweepSpec, to_json(sweep)) == sweep


@pytest.mark.parametrize("kind", ["nothing", 5, None, [], "sentiment"])
def test_a_kind_that_does_not_fit_is_refused(kind):
    saved = json.loads(to_json(experiment("before_kinds", "memory")))
    saved["task"]["kind"] = kind
    with pytest.raises(UserError) as error:
        from_json(ExperimentSpec, json.dumps(saved))
    assert error.value.key == "bad_spec"


@dataclass(frozen=True, kw_only=True)
class Small(TaskSpec):
    """A later task, all of whose fields are another's too."""

    kind: ClassVar[str] = "small"
    longest: int = 5


def test_a_task_whose_fields_are_some_of_another_s_is_read_as_itself(monkeypatch):
    monkeypatch.setitem(TASKS, "small", replace(TASKS["memory"], spec=Small))
    spec = ExperimentSpec(data="", task=Small())
    assert from_json(ExperimentSpec, to_json(spec)) == spec
    assert isinstance(experiment("before_kinds", "memory").task, MemorySpec)
