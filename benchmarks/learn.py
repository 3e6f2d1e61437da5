"""The figures that Learn shows beside its pictures, trained anew and kept where the page finds them.

    python -m benchmarks.learn      # writes app/learn/measured.json; some minutes on two cores

Starts an engine in an empty folder. Layers: the embedded sentences, an LSTM with one layer one way, one both
ways, and two layers one way. Dropout: 144 months of passengers, an LSTM without and with it, all updates.
"""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.store.engine_process import start_engine
from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.api import from_sample
from core.tasks.queueing import queue
from core.tasks.sentiment.advice import advised
from core.tasks.summary import summary
from core.tasks.waiting import wait
from core.text.samples import PRESELECTED, load_text_sample

KEPT = Path(__file__).parents[1] / "app" / "learn" / "measured.json"
SEEDS, CELL = 5, "lstm"
LAYERS = {"one_way": (1, False), "both_ways": (1, True), "two_layers": (2, False)}
DROPOUTS = (0.0, 0.3)
UPDATES = 600


def layers(store: Store) -> dict[str, Any]:
    """Accuracy on the test texts by how the layers stand."""
    texts, found = keep_texts(store, load_text_sample(PRESELECTED)), {}
    for name, (count, both) in LAYERS.items():
        start = advised(texts)
        model = replace(start.model, layers=count, bidirectional=both)
        spec = replace(start, cells=(CELL,), seeds=SEEDS, model=model)
        told = _trained(store, queue(store, texts, spec))
        found[name] = {"accuracy": _scores(told, "accuracy"), "weights": told["runs"][0]["parameters"]}
        print(name, found[name], flush=True)
    return found


def dropout(store: Store) -> dict[str, Any]:
    """Losses by look, means over seeds, and the error on the test."""
    data, found = from_sample("airline_passengers"), {}
    for share in DROPOUTS:
        start = recommended(data)
        training = replace(start.training, updates=UPDATES, patience=UPDATES, schedule="constant")
        model = replace(start.model, dropout=share)
        spec = replace(start, cells=(CELL,), seeds=SEEDS, refit=False, model=model, training=training)
        id = queue(store, data, spec, data.name)
        told = _trained(store, id)
        epochs = store.epochs(id)
        found[f"{share:g}"] = {
            "training": _by_look([(e.epoch, e.loss) for e in epochs]),
            "validation": _by_look([(e.epoch, e.val_loss) for e in epochs if e.val_loss is not None]),
            "updates": sorted({e.updates for e in epochs}),
            "mae": _scores(told, "mae"),
        }
        print(share, found[f"{share:g}"]["mae"], flush=True)
    return found


def _by_look(pairs: list[tuple[int, float]]) -> list[float]:
    last = max(look for look, _ in pairs)
    return [
        round(float(np.mean([loss for look, loss in pairs if look == one])), 6) for one in range(1, last + 1)
    ]


def _scores(told: dict[str, Any], name: str) -> list[float]:
    """One for each seed, on the test."""
    return [round(run["metrics"][name], 6) for run in told["runs"]]


def _trained(store: Store, id: str) -> dict[str, Any]:
    experiment = store.experiment(id)
    wait(store, experiment)
    return summary(store, experiment)


def main() -> None:
    """Train, and write what Learn shows."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        engine = start_engine(Path(folder), idle_seconds=60)
        try:
            found = {"seeds": SEEDS, "cell": CELL, "layers": layers(store), "dropout": dropout(store)}
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
