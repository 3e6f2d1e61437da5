"""What gates of the memory lab's example do on its sequence, kept where Learn finds it.

    python -m benchmarks.opened      # writes app/learn/opened.json; seconds

Walks the shipped networks through the sequence that stands for the problem. Of each gate the unit is kept
that tells the marked steps from the others best, with the memory of the same unit; of the plain cell, which
has no gate, the unit whose state does.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from app.learn.opened import KEPT
from core.engine.open_questions import asked_of, open_question_of
from core.engine.quick import answer
from core.examples import example
from core.inside.marks import telling_unit
from core.store.array_text import arrays_of
from core.store.store import Store

TASK = "memory"


def opened(store: Store) -> dict[str, Any]:
    """By cell: its gates with the unit that tells the marks best, and that unit's memory."""
    open_question = open_question_of(store, example(store, TASK, TASK))
    told = answer(asked_of(open_question, "trace", {"sequence": 1, "first": 0}))
    arrays, marks = arrays_of(told["arrays"]), told["facts"]["marks"]
    places, cells = np.array(marks) - 1, {}
    for cell, about in told["cells"].items():
        memory = [name for name, kind, _ in about["parts"] if kind == "state"][-1]
        looked = [name for name, kind, _ in about["parts"] if kind == "gate"] or [memory]
        cells[cell] = {}
        for name in looked:
            unit, there, elsewhere = telling_unit(arrays[f"{cell}/{name}"], places)
            number = int(arrays[f"{cell}/units"][unit]) + 1
            cells[cell][name] = {"unit": number, "at": round(there, 4), "elsewhere": round(elsewhere, 4)} | {
                "values": arrays[f"{cell}/{name}"][:, unit].round(4).tolist(),
                "kept": arrays[f"{cell}/{memory}"][:, unit].round(4).tolist(),
            }
    return {"marks": marks, "inputs": arrays["inputs"][:, 0].round(4).tolist(), "cells": cells}


def main() -> None:
    """Write it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        found = opened(store)
        store.close()
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print({cell: {name: (one["at"], one["elsewhere"]) for name, one in gates.items()}
           for cell, gates in found["cells"].items()})  # fmt: skip


if __name__ == "__main__":
    main()
