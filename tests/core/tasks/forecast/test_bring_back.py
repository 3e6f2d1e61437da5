"""Networks that were taken away come back whole; what is hostile or torn is refused in a sentence."""

import io
import json
import zipfile

import h5py
import numpy as np
import pytest

from core.cells import CELLS
from core.errors import UserError
from core.specs import ModelSpec
from core.store.kept_networks import drop_networks, networks_size
from core.store.store import Store
from core.takehome.keras_file import weight_shapes
from core.tasks.forecast.kept import bring as bringing
from core.tasks.forecast.kept.archive import kept_networks_zip, zipped
from core.tasks.forecast.kept.bring import bring
from core.tasks.forecast.kept.checked import checked
from core.tasks.forecast.new_rows.predicting import live
from core.tasks.forecast.results import outcome
from core.words.english import sentence
from tests.conftest import Filler

NETWORK = "networks/gru-seed-1.keras"


def h5(shapes, **more):
    body, rng = io.BytesIO(), np.random.default_rng(4)
    with h5py.File(body, "w") as file:
        for place, shape in shapes.items():
            file[place] = rng.normal(size=shape).astype(np.float32)
        for place, link in more.items():
            file[place] = link
    return body.getvalue()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A store with an experiment whose networks are kept, and what is taken away of it."""
    from sqlalchemy import insert

    from core.store.database import writing
    from core.store.schema import artifacts

    store = Store(tmp_path_factory.mktemp("here"))
    filler = Filler(store, "airline_passengers", cells=("gru", "mgu"), model=ModelSpec(units=3))
    id = filler.fill(name="air")
    ends = {"columns": filler.prepared.columns, "outputs": filler.prepared.steps}
    with writing(store.engine) as connection:
        for run in store.runs(id):
            if run.kind in ("backtest", "final"):
                body = h5(weight_shapes(CELLS[run.cell], filler.spec.model, units=run.units, **ends))
                connection.execute(insert(artifacts).values(run=run.id, name="weights", body=body))
    known = live(store, id)
    yield store, known, kept_networks_zip(store, known.experiment, store.runs(id), known.outcome)
    store.close()


@pytest.fixture
def here(monkeypatch):
    """Checks run in this process: what a sandbox does is tested where it is."""
    monkeypatch.setattr(bringing, "apart", lambda task, body: task(body))


def test_an_experiment_comes_back_as_another_with_the_same_result_networks_and_forecasts(kept, here):
    store, known, body = kept
    old, id = known.experiment, bring(store, body, owner="me")
    new = store.experiment(id)
    assert (new.name, new.spec, new.owner) == ("air", old.spec, "me") and new.id != old.id
    assert networks_size(store, id) > 0
    before, after = store.runs(old.id), store.runs(id)
    assert not {run.id for run in before} & {run.id for run in after}
    assert outcome(store, new, after).verdict == known.outcome.verdict
    assert len(live(store, id).told) == len(known.told)
    for one, its in zip(before, after, strict=True):
        assert (one.facts, one.state, one.units) == (its.facts, its.state, its.units)
        bodies = [store.artifact(run.id, "weights") for run in (one, its)]
        arrays = [arrays_of(body) for body in bodies if body]
        assert len(arrays) in (0, 2)
        for place in arrays[0] if arrays else ():
            np.testing.assert_array_equal(arrays[0][place], arrays[1][place])
    size = networks_size(store, id)
    assert drop_networks(store, id) == size and networks_size(store, id) == 0
    with pytest.raises(UserError, match="final_networks_gone"):
        kept_networks_zip(store, new, after, known.outcome)


def arrays_of(body):
    found = {}
    with h5py.File(io.BytesIO(body)) as file:
        file.visititems(
            lambda name, one: found.update({name: one[()]}) if isinstance(one, h5py.Dataset) else None
        )
    return found


def opened(body):
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return {name: file.read(name) for name in file.namelist()}


def renamed(parts, name):
    return {name: b"x"} | parts


def with_json(parts, name, **changes):
    return parts | {name: json.dumps(json.loads(parts[name]) | changes).encode()}


def with_lambda(parts):
    inside = opened(parts[NETWORK])
    config = json.loads(inside["config.json"])
    config["config"]["layers"][1] = {"class_name": "Lambda", "config": {"function": "os.system"}}
    return parts | {NETWORK: zipped(inside | {"config.json": json.dumps(config).encode()})}


def with_shapes(parts, links=(), **shapes):
    inside = opened(parts[NETWORK])
    found = {place: one.shape for place, one in arrays_of(inside["model.weights.h5"]).items()} | shapes
    links = {place: h5py.ExternalLink("/etc/passwd", "x") for place in links}
    body = h5({place: shape for place, shape in found.items() if place not in links}, **links)
    return parts | {NETWORK: zipped(inside | {"model.weights.h5": body})}


def with_pickle(parts):
    name = next(name for name in parts if name.startswith("experiment/arrays/"))
    body = io.BytesIO()
    np.savez(body, x=np.array([{}], dtype=object))
    return parts | {name: body.getvalue()}


def without(parts, start):
    return {name: body for name, body in parts.items() if not name.startswith(start)}


def with_another_run(parts):
    rows = json.loads(parts["experiment/rows.json"])
    rows["runs"][1]["units"] += 1
    return parts | {"experiment/rows.json": json.dumps(rows).encode()}


HOSTILE = {
    "kept_leads_out": lambda p: renamed(p, "../../.bashrc"),
    "kept_strange_part": lambda p: renamed(p, "networks/evil.py"),
    "kept_pickle": with_pickle,
    "kept_foreign_layers": with_lambda,
    "kept_wrong_shapes": lambda p: with_shapes(p, **{"layers/dense/vars/1": (99,)}),
    "kept_wrong_shapes link": lambda p: with_shapes(p, links=("layers/dense/vars/1",)),
    "kept_newer": lambda p: with_json(p, "preparation.json", version=2),
    "kept_not_ours": lambda p: with_json(p, "preparation.json", format="other"),
    "kept_alone": lambda p: without(p, "experiment/"),
    "kept_damaged run": with_another_run,
    "kept_damaged gone": lambda p: without(p, NETWORK),
    "kept_bomb": lambda p: p | {"README.txt": bytes(20 << 20)},
}


@pytest.mark.parametrize("key", HOSTILE)
def test_what_is_hostile_or_torn_is_refused_and_nothing_is_kept(kept, here, key):
    store, _, body = kept
    before = len(store.experiments())
    with pytest.raises(UserError) as caught:
        bring(store, zipped(HOSTILE[key](opened(body))))
    assert caught.value.key == key.split(" ")[0] and sentence(caught.value).startswith("Error: ")
    assert len(store.experiments()) == before


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 torn", b"date,value\n2024-01-01,1"])
def test_what_is_no_such_file_says_so(body):
    with pytest.raises(UserError, match="kept_not_ours"):
        checked(body)


def test_the_same_is_done_in_a_process_of_its_own(kept):
    store, known, body = kept
    assert store.experiment(bring(store, body)).spec == known.experiment.spec
