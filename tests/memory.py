"""Fill a store with experiments of the memory lab, without training anything."""

import json
from dataclasses import replace

import numpy as np
from sqlalchemy import insert, update

from core.arrays import pack
from core.store.schema import artifacts, epochs, runs
from core.tasks.memory.api import queue_memory
from core.tasks.memory.problems import PROBLEMS, examples
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec

SHARE = {"rnn": 0.98, "lstm": 0.06, "gru": 0.03, "mgu": 0.05}  # of chance that a cell is left with
KEEPS = {"rnn": 0.8, "lstm": 0.97, "gru": 0.98, "mgu": 0.975}  # of the gradient, per step


def fill_memory(store, state="done", problem="adding", failed=(), **changes):
    """Returns the experiment's id; `state` is "done", "running" or "failed"; `failed` are cells that did."""
    spec = replace(lab_spec(problem, 40), **changes)
    table = PROBLEMS[problem]
    id = queue_memory(store, spec)

    def arrays(run):
        steps = np.arange(spec.of(MemorySpec).length)[::-1]
        found = {f"{when}_hidden": KEEPS[run.cell] ** steps for when in ("before", "after")}
        if run.cell == "lstm":
            found |= {f"{when}_cell": 0.5 * KEEPS[run.cell] ** steps for when in ("before", "after")}
        return found | {"told": 0.9 * examples(spec.of(MemorySpec), "shown").y[0]}

    def facts(run):
        loss = SHARE[run.cell] * table.chance
        told = {"val_loss": loss, "test_loss": loss, "test_accuracy": 0.9 if table.classes else None}
        return {
            "seconds": 9.0,
            "updates": 400,
            "best_updates": 400,
            "check": 80,
            "epochs": 5.0,
            "best_epoch": 5.0,
            "samples": 900,
            "rates": [0.01],
        } | told

    simple = {"chance": table.chance, "luck": table.luck, "solved": table.solved, "updates": 312}
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for run in store.runs(id):
            ended = "done" if run.kind == "simple" else "failed" if run.cell in failed else state
            values = {"state": ended, "started": 1_790_000_000.0, "device": "CPU"}
            values["facts"] = json.dumps((facts(run) if run.cell else simple) if ended == "done" else {})
            if ended == "failed":
                values["error"] = json.dumps({"key": "loss_not_finite", "facts": {"epoch": 3}})
            if run.cell:
                values |= {"kernel": "standard", "kernel_reason": "kernel_on_cpu"}
                share = SHARE[run.cell]
                rows = [_epoch(run.id, n, table.chance * share ** (n / 5)) for n in range(1, 6)]
                connection.execute(insert(epochs), rows)
            connection.execute(update(runs).where(runs.c.id == run.id).values(**values))
            if ended == "done" and run.cell:
                values = {"run": run.id, "name": "arrays", "body": pack(arrays(run))}
                connection.execute(insert(artifacts).values(**values))
    return id


def _epoch(run, n, loss):
    return {
        "run": run, "epoch": n, "updates": 80 * n, "epochs": float(n), "loss": loss, "val_loss": loss,
        "val_accuracy": None, "seconds": 2.0 * n, "samples": 900,
    }  # fmt: skip
