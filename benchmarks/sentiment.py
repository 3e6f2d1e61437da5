"""Classifiers of texts beside Keras' own example and beside bags of words, on public sets.

    python -m benchmarks.sentiment --data FOLDER [--sets imdb,rt,hotels] [--cells gru] [--keep FOLDER]

FOLDER holds sentiment_en and sentiment_zh (see SETS for the files). Our runs go through the product: queued,
trained by the engine's workers, scored on the test texts once. A cell is the mean of its seeds'
probabilities; single seeds are beside it, and half the cell with half the bag of words. The opponent on IMDB
is the example of Keras' documentation, "Bidirectional LSTM on IMDB": embedding 128, two bidirectional LSTMs
of 64 units, 20,000 words, the last 200 of each review, batches of 32, two epochs. It has the machine to
itself; two of our seeds share it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import keep, machine
from core.store.engine_process import start_engine
from core.store.store import Store
from core.tasks.sentiment.api import sentiment, texts_from_file
from core.text.choices import TextChoices
from core.text.cleaning import text_dataset
from core.text.dataset import TextDataset
from core.words.methods import alone

ROOT = Path(__file__).parents[1]
LONGEST, WORDS = 200, 20_000


def imdb(folder: Path) -> TextDataset:
    """25,000 film reviews to train on and 25,000 to test on."""
    files = (folder / "sentiment_en/imdb" / f"imdb_{part}.csv.gz" for part in ("train", "test"))
    return texts_from_file(*files, choices=TextChoices(text="review", label="sentiment"))


def rt(folder: Path) -> TextDataset:
    """Sentences on films; the last tenth of each file is the test."""
    texts, labels, test = [], [], []
    for side in ("neg", "pos"):
        path = folder / "sentiment_en/rt-polarity" / f"rt-polarity.{side}"
        lines = path.read_text(encoding="cp1252").splitlines()
        texts += lines
        labels += [side] * len(lines)
        test += [place >= len(lines) - len(lines) // 10 for place in range(len(lines))]
    return text_dataset(texts, labels, test, name="rt-polarity", source="upload")


def hotels(folder: Path) -> TextDataset:
    """Chinese hotel reviews; a part is drawn as test."""
    return texts_from_file(folder / "sentiment_zh/ChnSentiCorp_htl_all.csv")


@dataclass(frozen=True)
class Case:
    """A set of texts, what the goal is, and how ours are trained on it."""

    load: Callable[[Path], TextDataset]
    goal: str  # what should be reached
    seeds: int = 3
    settings: dict[str, Any] = field(default_factory=dict)  # other than the usual ones


SETS = {
    "imdb": Case(imdb, "accuracy 0.895, with bag of words 0.915", settings={"longest": 400}),
    "rt": Case(rt, "accuracy 0.80 with bag of words"),
    "hotels": Case(hotels, "accuracy 0.915 with bag of words"),
}  # fmt: skip


def example(folder: Path) -> dict[str, float]:
    """Keras' example on the texts as ours are read; seconds are those of `fit`."""
    import keras

    from core.tasks.sentiment.prepare import prepare_texts
    from core.tasks.sentiment.spec import SentimentSpec

    task = SentimentSpec(longest=LONGEST, vocabulary=WORDS, keep="end", validation_share=0.02,
                         calibration_share=0.02)  # fmt: skip
    ready = prepare_texts(imdb(folder), task)
    train = np.concatenate([ready.blocks[name] for name in ("train", "validation", "calibration")])
    train, test = np.random.default_rng(1).permutation(train), ready.blocks["test"]
    table = _padded_in_front(ready.encoded.table)
    inputs = keras.Input((None,), dtype="int32")
    states = keras.layers.Embedding(WORDS, 128)(inputs)
    states = keras.layers.Bidirectional(keras.layers.LSTM(64, return_sequences=True))(states)
    states = keras.layers.Bidirectional(keras.layers.LSTM(64))(states)
    network = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(states))
    network.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    began = time.perf_counter()
    network.fit(table[train], ready.labels[train], batch_size=32, epochs=2, verbose=0)
    seconds = time.perf_counter() - began
    _, accuracy = network.evaluate(table[test], ready.labels[test], verbose=0)
    return {"accuracy": float(accuracy), "seconds": seconds}


def _padded_in_front(table: Any) -> Any:
    """As the example does: behind, its last states would be made of zeros."""
    wide = np.pad(table, ((0, 0), (0, LONGEST - table.shape[1])))
    return np.stack([np.roll(row, LONGEST - (row > 0).sum()) for row in wide])


def ours(case: Case, folder: Path, cells: tuple[str, ...]) -> dict[str, Any]:
    """Train cells and seeds with an engine of their own; what the command line would return."""
    data = case.load(folder)
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home), f"sqlite:///{home}/store.sqlite")
        engine = start_engine(Path(home), idle_seconds=60)
        try:
            return sentiment(data, store=store, seeds=case.seeds, cells=cells, **case.settings)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


def rows(name: str, case: Case, told: dict[str, Any], theirs: dict[str, float] | None) -> list[str]:
    """A line of the table for each method."""
    lines, compared = [], told["comparison"]
    for cell, single in zip(compared["cells"], compared["seeds"], strict=True):
        seconds = float(np.median([run["seconds"] for run in told["runs"] if run["cell"] == cell["name"]]))
        ratio = f"{theirs['seconds'] / seconds:.1f}" if theirs else ""
        spread, of = f" ± {single['deviation']['accuracy']:.3f}", cell["name"].upper()
        lines.append(_line(name, f"{of}, single seeds", single["metrics"], spread, f"{seconds:.0f}", ratio))
        both = next(one for one in compared["with_bag"] if alone(one["name"]) == cell["name"])
        lines.append(_line(name, f"{of}, mean of {cell['seeds']} seeds", cell["metrics"]))
        lines.append(_line(name, f"{of} with {compared['bag']}", both["metrics"]))
    lines += [_line(name, one["name"], one["metrics"]) for one in told["baselines"]]
    if theirs:
        lines.append(_line(name, "Keras' example", theirs, "", f"{theirs['seconds']:.0f}", "1"))
    return lines


def _line(
    name: str, method: str, scores: dict[str, float], spread: str = "", seconds: str = "", ratio: str = ""
) -> str:
    f1 = f"{scores['f1']:.3f}" if "f1" in scores else ""
    return f"| {name} | {method} | {scores['accuracy']:.3f}{spread} | {f1} | {seconds} | {ratio} |"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--cells", default="rnn,lstm,gru")
    parser.add_argument("--theirs", type=float, nargs=2, help="accuracy and seconds of the example, if known")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--example", action="store_true", help="used by itself")
    given = parser.parse_args()
    if given.example:
        print(json.dumps(example(given.data)))
        return
    lines = [
        "| texts | method | accuracy | macro F1 | seconds per seed | times sooner than Keras' example |",
        "|---|---|---|---|---|---|",
    ]
    cells = tuple(given.cells.split(","))
    bars: dict[str, list[float]] = {cell.upper(): [] for cell in cells} | {"best bag of words": []}
    names, theirs = given.sets.split(","), None
    if given.theirs:
        theirs = dict(zip(("accuracy", "seconds"), given.theirs, strict=True))
    for name in names:
        case = SETS[name]
        if case.load is imdb and theirs is None:
            command = [sys.executable, "-m", "benchmarks.sentiment", "--data", str(given.data), "--example"]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            theirs = json.loads(done.stdout.splitlines()[-1])
        told = ours(case, given.data, cells)
        for cell in told["comparison"]["cells"]:
            bars[cell["name"].upper()].append(100 * (1 - cell["metrics"]["accuracy"]))
        best = max(one["metrics"]["accuracy"] for one in told["baselines"])
        bars["best bag of words"].append(100 * (1 - best))
        lines += rows(name, case, told, theirs if case.load is imdb else None)
        print("\n".join(lines), flush=True)
    goals = "; ".join(f"{name}: {SETS[name].goal}" for name in names)
    text = (
        f"{machine()} A cell is the mean of its seeds' probabilities; single seeds: mean ± their deviation.\n"
        f"Seconds are medians of one seed's, with compiling, while another trains beside. Goals: {goals}.\n\n"
        + "\n".join(lines)
        + "\n"
    )
    print(text)
    if given.keep:
        keep(given.keep, "sentiment", text, names, bars, "test error, %", axis="linear")


if __name__ == "__main__":
    main()
