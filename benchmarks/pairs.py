"""Pairs that differ in one thing, trained anew and kept where Learn finds them.

    python -m benchmarks.pairs      # writes app/learn/pairs.json; two to four minutes of one core

Attention: a GRU that translates dates, as shipped, and with nothing but the last state. Forget bias, order,
and side by side: small networks in numpy, and with them scikit-learn's multilayer perceptron on as many
windows. Layers, directions and dropout stand in `benchmarks.learn`.
"""

import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier

from app.learn.pairs import KEPT
from core.arrays import Bools, Floats
from core.byhand.puzzles import PUZZLES, Puzzle
from core.byhand.training import BATCH, TESTED, Asked, train
from core.examples import example
from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.engine_process import start_engine
from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.summary import summary
from core.tasks.translate.keeping import keep_pairs
from core.tasks.translate.spec import TranslateSpec
from core.tasks.waiting import wait
from core.text.pairs_samples import FIRST, load_pair_sample

SEEDS, SMALL_SEEDS, CELL = 2, 5, "gru"
FAR = 20  # steps over which a small LSTM has to remember
PATIENCE = 600.0  # seconds


def attention(store: Store) -> dict[str, Any]:
    """Share of the test's dates that come out right, mean over seeds."""
    spec, sides = example(store, "translate", "translate").spec, {}
    pairs = keep_pairs(store, load_pair_sample(FIRST))
    for side in ("none", "luong"):
        task = replace(spec.of(TranslateSpec), attention=side)
        told = _trained(store, pairs, replace(spec, cells=(CELL,), seeds=SEEDS, task=task))
        (cell,) = (one for one in told["comparison"]["methods"] if one["name"] == CELL)
        sides[side] = [round(cell["exact"], 4)]
    return {"sides": sides}


def order() -> dict[str, Any]:
    """Right answers to "which came first?", of sequences as they are and with shuffled steps."""
    asked = PUZZLES["order"]

    def shuffled(inputs: Floats, random: np.random.Generator) -> Bools:
        answers = asked.ask(inputs, random)
        inputs[:] = random.permuted(inputs, axis=1)
        return answers

    sides = {"in_order": asked, "shuffled": Puzzle("order", shuffled)}
    return {
        "sides": {side: [_small(CELL, puzzle, seed) for seed in _seeds()] for side, puzzle in sides.items()}
    }


def forget() -> dict[str, Any]:
    """Right answers of an LSTM to "was the first number high?" after a long time of noise."""
    asked = Asked(PUZZLES["first"], FAR)
    sides = {
        side: [_right("lstm", replace(asked, seed=seed, forget_bias=bias)) for seed in _seeds()]
        for side, bias in (("off", False), ("on", True))
    }
    return {"sides": sides}


def side_by_side() -> dict[str, Any]:
    """Right answers to "which came first?", of a layer that reads all steps side by side and of the cells."""
    puzzle = PUZZLES["order"]
    sides = {cell: [_small(cell, puzzle, seed) for seed in _seeds()] for cell in ("rnn", "lstm", "gru")}
    return {"sides": {"mlp": [_perceptron(puzzle, seed) for seed in _seeds()]} | sides}


def _seeds() -> range:
    return range(1, SMALL_SEEDS + 1)


def _small(cell: str, puzzle: Puzzle, seed: int) -> float:
    return _right(cell, Asked(puzzle, seed=seed))


def _right(cell: str, asked: Asked) -> float:
    return round(train(cell, asked).looks[-1].right, 4)


def _perceptron(puzzle: Puzzle, seed: int) -> float:
    """As many units, sequences and updates as the cells have, at their rate."""
    asked = Asked(puzzle)
    random, tests = (np.random.default_rng((seed, part)) for part in (1, 2))
    inputs, truth = puzzle.made(asked.updates * BATCH, asked.steps, random)
    told, right = puzzle.made(TESTED, asked.steps, tests)
    network = MLPClassifier(
        (asked.units,), learning_rate_init=asked.rate, batch_size=BATCH, max_iter=1, random_state=seed
    )
    for rows in np.split(np.arange(len(inputs)), asked.updates):
        network.partial_fit(inputs[rows, :, 0], truth[rows], classes=[False, True])
    return round(float(network.score(told[..., 0], right)), 4)


def _trained(store: Store, data: Data, spec: ExperimentSpec) -> dict[str, Any]:
    id = queue(store, data, spec)
    wait(store, store.experiment(id))
    return summary(store, store.experiment(id))


def _await(store: Store) -> None:
    """Until the engine is there: on a busy machine that takes longer than anybody waits for it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        status = store.engine_status()
        if status is not None and status.state == "ready":
            return
        time.sleep(0.5)


def pairs() -> dict[str, Any]:
    """All of them, with how many seeds each has."""
    found: dict[str, Any] = {"order": order(), "side_by_side": side_by_side(), "forget": forget()}
    with tempfile.TemporaryDirectory() as folder:
        store, engine = Store(Path(folder)), start_engine(Path(folder), idle_seconds=60)
        try:
            _await(store)
            found["attention"] = attention(store)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()
    return {"seeds": SEEDS, "small_seeds": SMALL_SEEDS, "pairs": found}


def main() -> None:
    """Train, and write what Learn shows."""
    found = pairs()
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{KEPT.name}: {KEPT.stat().st_size} bytes; {found}")


if __name__ == "__main__":
    main()
