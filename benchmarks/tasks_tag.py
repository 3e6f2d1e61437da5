"""How well each cell tags words, beside the simple methods: parts of speech and names, on their given split.

    python -m benchmarks.tasks tag --data FOLDER --parts FOLDER --keep docs/tasks.md

FOLDER holds UD_English-EWT (UPOS of three CoNLL-U files) and weiboNER (names by character, three files); see
SETS. Our runs go through the product with the settings that its page begins with: queued, trained by the
engine's workers, scored on the test once. A cell is the mean of its seeds' probabilities. What is found is
kept in the folder of parts, and not done again.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.record import machine
from benchmarks.tasks import keep_section
from core.cells import CELLS, USUAL
from core.store.engine_process import start_engine
from core.store.store import Store
from core.tasks.tag.api import sentences_from_files, tag
from core.text.tagged.dataset import TaggedSentences


@dataclass(frozen=True)
class Case:
    """A set of sentences, and what is known of it."""

    folder: str
    title: str
    published: str
    task: dict[str, Any] = field(default_factory=dict)  # settings other than the usual ones


SETS = {
    "ewt": Case(
        "UD_English-EWT", "English, parts of speech (UD EWT, UPOS)",
        "Published on this set: UDPipe 0.931, Stanford's tagger with word vectors 0.951.",
    ),
    "weibo": Case(
        "weiboNER", "Chinese, names by character (Weibo NER)",
        "Published: LSTM-CRF with vectors, F1 0.50 to 0.53.",
    ),
    "weibo_crf": Case(
        "weiboNER", "The same with a conditional random field on top",
        "Published: LSTM-CRF with vectors, F1 0.50 to 0.53.", {"crf": True},
    ),
}  # fmt: skip


def sentences(folder: Path, case: Case) -> TaggedSentences:
    """The sentences of a set, its parts as they are given."""
    return sentences_from_files(sorted(path for path in (folder / case.folder).iterdir() if path.is_file()))


def ours(data: TaggedSentences, case: Case, asked: argparse.Namespace) -> dict[str, Any]:
    """Train cells and seeds with an engine of their own; what the command line would return."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home), f"sqlite:///{home}/store.sqlite")
        engine = start_engine(Path(home), idle_seconds=60)
        try:
            found = tag(data, store=store, seeds=asked.seeds, cells=tuple(asked.cells), task=case.task)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()
    return found | {"seconds": time.perf_counter() - began}


def page(parts: Path, asked: argparse.Namespace) -> str:
    """Everything that is known, as tables."""
    text = [
        f"Given splits, {asked.seeds} seeds, the settings that the page begins with; {machine()} "
        "Right: share of the tags. Unknown: the same of words that stand in no training sentence. F1: of "
        "whole spans. A cell is the mean of its seeds' probabilities; gain and p against the simple method "
        "that is hardest to beat, by a paired bootstrap over sentences, Holm over the cells."
    ]
    for name, case in SETS.items():
        path = parts / f"{name}.json"
        if path.exists():
            found = json.loads(path.read_text(encoding="utf-8"))
            text += [f"### {case.title}", _sizes(found, case), _table(found)]
    return "\n\n".join(text)


def _sizes(found: dict[str, Any], case: Case) -> str:
    compared, data = found["comparison"], found["data"]
    sizes = ", ".join(f"{count} {part}" for part, count in data["parts"].items())
    return f"Sentences: {sizes}. {compared['words']} test words. {case.published}"


def _table(found: dict[str, Any]) -> str:
    spans = found["comparison"]["spans"]
    heads = [
        "method",
        "F1 %" if spans else "right %",
        "right %",
        "unknown %",
        "gain",
        "p",
        "weights",
        "minutes",
    ]
    if not spans:
        del heads[2]
    lines = [" | ".join(cells) for cells in (heads, ["---"] * len(heads), *_rows(found, spans))]
    return "\n".join(f"| {one} |" for one in lines)


def _rows(found: dict[str, Any], spans: bool) -> Iterator[list[str]]:
    took: dict[str, list[float]] = {}
    for run in found["runs"]:
        took.setdefault(run["cell"], []).append(run["seconds"] / 60)
    for row in found["comparison"]["methods"]:
        scores, cell = row["scores"], row["kind"] == "cell"
        name = f"{row['name']}, single seeds" if row["kind"] == "seeds" else row["name"]
        shares = ["score", *(["accuracy"] if spans else []), "unknown"]
        figures = ["" if scores[one] is None else f"{100 * scores[one]:.2f}" for one in shares]
        gain = f"{100 * row['gain']:+.2f}" if row["gain"] is not None else ""
        p = f"{row['p_holm']:.3g}" if cell and row["p_holm"] is not None else ""
        minutes = f"{sum(took[row['name']]) / len(took[row['name']]):.1f}" if cell else ""
        yield [name, *figures, gain, p, str(row["weights"]) if cell else "", minutes]


def main(arguments: Sequence[str]) -> None:
    """Do what is still to do, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks.tasks tag", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", type=Path, required=True, help="a folder; what is there is not done again")
    parser.add_argument("--keep", type=Path, help="a page whose section is written anew")
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    parser.add_argument("--cells", nargs="+", default=list(USUAL), choices=CELLS)
    parser.add_argument("--seeds", type=int, default=2)
    asked = parser.parse_args(arguments)
    asked.parts.mkdir(parents=True, exist_ok=True)
    for name in asked.sets:
        part = asked.parts / f"{name}.json"
        if not part.exists():
            found = ours(sentences(asked.data, SETS[name]), SETS[name], asked)
            part.write_text(json.dumps(found, indent=1, default=str), encoding="utf-8")
        print(_table(json.loads(part.read_text(encoding="utf-8"))), flush=True)
        if asked.keep:
            keep_section(asked.keep, "Tag", page(asked.parts, asked))
