"""Experiments whose networks have weights, though nobody trained them; and answers without an engine."""

import json

from sqlalchemy import insert

from app.inside import asking
from core.engine.open_questions import asked_of, open_question_of
from core.engine.quick import answer
from core.errors import UserError
from core.networks.saved import weights_of
from core.store.array_text import arrays_of
from core.store.jsonable import plain
from core.store.schema import artifacts
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.series import Series
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.loaded import inside_of
from core.tasks.question import TrainedNetwork
from core.tasks.sentiment.texts import Texts


def give_weights(store, id):
    """First weights, as if they had been trained, to every backtest of an experiment."""
    experiment = store.experiment(id)
    source = source_of(store, experiment)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for run in store.runs(id):
            if run.kind == "backtest" and run.state == "done":
                kept = TrainedNetwork(run.id, run.cell, run.seed, run.units)
                body = weights_of(
                    inside_of(experiment.spec).fresh(kept, experiment.spec, source, experiment.spec.model)
                )
                connection.execute(insert(artifacts).values(run=run.id, name="weights", body=body))


def source_of(store, experiment):
    if experiment.task == "forecast":
        prepared = prepare(store.dataset(experiment.data), experiment.spec.of(ForecastSpec))
        return Series(prepared.features.shape[1], prepared.steps)
    simple = next(run for run in store.runs(experiment.id) if run.kind == "simple")
    words = store.arrays(simple.id)["vocabulary"].tobytes().decode().split("\n")
    return Texts(store.text_facts(experiment.data).classes, ("en",), tuple(words))


def asked_here(store, id, kind, **asked):
    """What the engine would answer, as it comes out of the store; raises UserError."""
    question = asked_of(open_question_of(store, store.experiment(id)), kind, json.loads(json.dumps(asked)))
    told = json.loads(json.dumps(plain(answer(question))))
    if "error" in told:
        raise UserError(told["error"]["key"], **told["error"]["facts"])
    return told


def answer_here(monkeypatch):
    """Let pages ask this process instead of an engine."""

    def told(store, id, kind, question, done, asker):
        found = asked_here(store, id, kind, **json.loads(question))
        return found | ({"arrays": arrays_of(found["arrays"])} if "arrays" in found else {})

    monkeypatch.setattr(asking, "_told", told)
