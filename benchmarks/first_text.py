"""Seconds from the click on the embedded texts to trained cells, and from a pasted text to its tinted words.

    python -m benchmarks.first_text

The engine had a minute to warm up. Texts are scored while nothing else runs, and while an experiment trains.
"""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from core.store.engine_process import start_engine
from core.store.kept_texts import keep_texts
from core.store.requests import answer, ask
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.queueing import queue
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.results import text_outcome
from core.text.samples import PRESELECTED, load_text_sample

WARM_UP = 60.0  # seconds
QUESTIONS = 40
BUDGET = "Budget: three cells 20 s, a score 300 ms (p95), an explanation 2 s."


def train(store: Store) -> tuple[str, dict[str, float]]:
    """Queue the experiment; its id, and when the first and the last seed of every cell had ended."""
    clicked = time.perf_counter()
    facts = keep_texts(store, load_text_sample(PRESELECTED))
    experiment = store.experiment(queue(store, facts, advised(facts)))
    seconds: dict[str, float] = {}
    while True:
        now, runs = time.perf_counter() - clicked, store.runs(experiment.id)
        if "curves" not in seconds and store.epochs(experiment.id):
            seconds["curves"] = now
        if "verdict" not in seconds and text_outcome(store, experiment, runs) is not None:
            seconds["verdict"] = now
        if all(run.state in ENDED for run in runs):
            return experiment.id, seconds | {"everything": now}
        time.sleep(0.1)


def asked(store: Store, experiment: str, kind: str, texts: list[str]) -> list[float]:
    """Seconds that each text took."""
    found = []
    for text in texts:
        began = time.perf_counter()
        answer(store.engine, ask(store.engine, experiment, kind, texts=[text]), 60)
        found.append(time.perf_counter() - began)
    return found


def main() -> None:
    """Measure and print Markdown tables."""
    texts = load_text_sample(PRESELECTED).frame["text"].sample(QUESTIONS, random_state=1).tolist()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), f"sqlite:///{folder}/store.sqlite")
        engine = start_engine(Path(folder), idle_seconds=120)
        try:
            time.sleep(WARM_UP)
            first, trained = train(store)
            explained = asked(store, first, "explain", texts)
            quiet = asked(store, first, "score", texts)
            facts = store.text_facts(store.experiment(first).data)
            queue(store, facts, advised(facts))
            time.sleep(3)  # until it trains
            busy = asked(store, first, "score", texts)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()
    print("| from the click to | seconds |\n|---|---|")
    for what, seconds in trained.items():
        print(f"| {what} | {seconds:.1f} |")
    print("\n| question | first | median | p95 |\n|---|---|---|---|")
    for what, each in {"explanation": explained, "score": quiet, "score while training": busy}.items():
        figures = (each[0], statistics.median(each), float(np.quantile(each, 0.95)))
        print(f"| {what} | " + " | ".join(f"{1e3 * figure:.0f} ms" for figure in figures) + " |")
    print(f"\n{BUDGET}")


if __name__ == "__main__":
    main()
