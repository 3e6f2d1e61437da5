"""What is logged is what the store has: TensorBoard's files are read back, MLflow's calls are recorded."""

import json
import sys
from types import ModuleType

import pytest
from typer.testing import CliRunner

from core.cli.main import program
from core.engine.logs import Logs
from core.errors import UserError
from core.specs import to_json
from core.tasks import TASKS
from core.tasks.logged import log_experiment, log_of
from core.tasks.logged_once import log_ended


@pytest.fixture
def trained(filled_store):
    store, id = filled_store("done")
    return store, store.experiment(id), store.runs(id)


def test_nothing_is_logged_unless_somebody_asks(monkeypatch):
    monkeypatch.delenv("UNROLLED_LOG", raising=False)
    assert log_of(None) is None and log_of("") is None
    with pytest.raises(UserError) as refused:
        log_of("paper")
    assert refused.value.key == "log_unknown"
    monkeypatch.setattr("core.tasks.logged.find_spec", lambda name: None)
    with pytest.raises(UserError) as refused:
        log_of("mlflow")
    assert refused.value.key == "log_not_installed"


def test_a_place_that_there_is_not_is_told_before_anything_is_trained(home):
    ran = CliRunner().invoke(program(), ["forecast", "--sample", "airline_passengers", "--log", "paper"])
    assert ran.exit_code == 2 and "paper" in ran.output and "tensorboard" in ran.output


def test_tensorboard_reads_back_every_look_and_every_score(trained, tmp_path, monkeypatch):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
    from tensorboard.compat.proto.event_pb2 import Event

    store, experiment, runs = trained
    monkeypatch.setenv("UNROLLED_LOG", f"tensorboard:{tmp_path / 'logs'}")
    for _ in range(2):  # again replaces what was there
        log_experiment(store, experiment.id, log_of(None))
    (top,) = (tmp_path / "logs").iterdir()

    def events(name):
        (file,) = (top / name).glob("events.out.tfevents.*")
        return [Event.FromString(raw) for raw in RawEventFileLoader(str(file)).Load()]

    networks = [run for run in runs if run.kind != "simple"]
    for run in networks:
        found = events(f"{run.cell}-{run.seed}-{run.kind}")
        told = [(e.step, v.tag, v.simple_value) for e in found for v in e.summary.value]
        looks = [one for one in store.epochs(experiment.id) if one.run == run.id]
        assert [one for one in told if one[1] == "loss"] == [
            (one.at, "loss", pytest.approx(one.loss, rel=1e-6)) for one in looks
        ]
        judged = [one for one in looks if one.val_loss is not None]
        assert len([one for one in told if one[1] == "val_loss"]) == len(judged)
    outcome = TASKS[experiment.task].outcome(store, experiment, runs)
    best = next(one for one in outcome.methods if one.kind != "seeds")
    told = {v.tag: v.simple_value for e in events(f"method {best.name}") for v in e.summary.value}
    assert told["score/mae"] == pytest.approx(best.scores["mae"], rel=1e-6)
    (text,) = [v for e in events("settings") for v in e.summary.value]
    assert to_json(experiment.spec) in text.tensor.string_val[0].decode()
    assert text.metadata.plugin_data.plugin_name == "text"


def test_mlflow_is_told_settings_looks_scores_and_weights(trained, monkeypatch):
    store, experiment, runs = trained
    calls, flow = [], ModuleType("mlflow")

    class Started:
        def __init__(self, **given):
            calls.append(("start_run", given))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            calls.append(("end_nested", {}))

    flow.start_run = Started
    for name in ("set_tracking_uri", "set_experiment", "log_params", "log_text", "log_artifact", "end_run"):
        setattr(flow, name, lambda *given, _name=name, **named: calls.append((_name, given)))
    flow.log_metrics = lambda told, step=None: calls.append(("log_metrics", (told, step)))
    monkeypatch.setitem(sys.modules, "mlflow", flow)
    monkeypatch.setattr("core.tasks.logged.find_spec", lambda name: object())
    log_experiment(store, experiment.id, log_of("mlflow:http://here:5000"))

    assert calls[0] == ("set_tracking_uri", ("http://here:5000",)) and calls[-1][0] == "end_run"
    (params,) = [given[0] for name, given in calls if name == "log_params"]
    assert params["task.horizon"] == experiment.spec.task.horizon and params["seeds"] == experiment.spec.seeds
    (text,) = [given for name, given in calls if name == "log_text"]
    assert json.loads(text[0]) == json.loads(to_json(experiment.spec))
    started = [given for name, given in calls if name == "start_run"]
    networks = [run for run in runs if run.kind != "simple"]
    assert len(started) == 1 + len(networks) and all(one["nested"] for one in started[1:])
    looks = [given for name, given in calls if name == "log_metrics" and given[1] is not None]
    assert len(looks) == len(store.epochs(experiment.id))
    assert any("ridge/mae" in given[0] for name, given in calls if name == "log_metrics")


def test_of_the_variable_everything_is_logged_once_below_the_data_folder(trained, monkeypatch):
    pytest.importorskip("tensorboard")
    store, experiment, _ = trained
    monkeypatch.delenv("UNROLLED_LOG", raising=False)
    assert not log_ended(store, experiment.id)
    monkeypatch.setenv("UNROLLED_HOME", str(store.folder))
    monkeypatch.setenv("UNROLLED_LOG", "tensorboard")
    assert [log_ended(store, experiment.id) for _ in range(2)] == [True, False]
    (top,) = (store.folder / "runs").iterdir()
    assert top.name == f"forecast-{experiment.id[:8]}" and (top / "settings").is_dir()


def test_the_engine_logs_what_has_ended_in_a_process_of_its_own(filled_store, monkeypatch):
    pytest.importorskip("tensorboard")
    store, id = filled_store("done")
    logs = Logs(store)
    monkeypatch.delenv("UNROLLED_LOG", raising=False)
    logs.look(id)
    assert logs._started == [], "off unless somebody asks"
    monkeypatch.setenv("UNROLLED_LOG", "tensorboard:seen")
    logs.look("0" * 32)
    _, training = filled_store("refitting")
    logs.look(training)
    assert logs._started == [], "nothing that is gone or still trained"
    logs.look(id)
    (process,) = logs._started
    assert process.wait(120) == 0
    assert [one.name for one in (store.folder / "seen").iterdir()] == [f"forecast-{id[:8]}"]
