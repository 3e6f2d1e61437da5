"""Texts that are scored beside those that an experiment was tested on: words, languages, lengths, classes.

Both are told by the same networks in the same way: what differs is the texts.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.arrays import Floats
from core.evaluate.shifted import FEWEST, Shift, corrected, shift_of_numbers, shift_of_shares
from core.store.findings import keep_finding, kept_finding
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.results import baseline_run
from core.tasks.sentiment.scoring import Scored, score

KIND = "reference"  # of the finding: what the test texts are like
MOST = 320  # test texts that are looked at, evenly
UNKNOWN, LENGTHS, LANGUAGES, CLASSES = "unknown", "lengths", "languages", "classes"


@dataclass(frozen=True)
class Look:
    """What some texts are like."""

    words: list[int]  # of each text
    read: list[int]
    unknown: list[int]
    languages: list[str]
    told: list[str]  # the class of each, by what is to be used, however doubtful

    @property
    def shares(self) -> Floats:
        """Share of the words that are read which networks do not know, by text."""
        return np.array(self.unknown, dtype=float) / np.maximum(self.read, 1)


@dataclass(frozen=True)
class MovedTexts:
    """New texts beside those of the test."""

    texts: int
    of: int  # texts of the test that were looked at
    method: str  # whose answers are counted
    shifts: tuple[Shift, ...]

    @property
    def few(self) -> bool:
        """Whether these are too few to tell anything."""
        return self.texts < FEWEST

    @property
    def moved(self) -> tuple[Shift, ...]:
        """What has moved."""
        return tuple(one for one in self.shifts if one.moved)


def moved_texts(
    store: Store, id: str, scored: Scored, on_part: Callable[[int], object] = lambda done: None,
    asker: str | None = None,
) -> MovedTexts | None:  # fmt: skip
    """Compare scored texts with those of the test; these are asked about once and remembered.

    Returns:
        None where the baselines left no test.

    Raises:
        UserError: `data_gone`, and what `score` raises.
    """
    method = scored.sent if scored.sent in scored.probabilities else next(iter(scored.probabilities))
    now, before = look_at(scored, method), _reference(store, store.experiment(id), method, on_part, asker)
    return None if before is None else compared(before, now, method)


def compared(before: Look, now: Look, method: str) -> MovedTexts:
    """Four things, with Holm's correction over them."""
    medians = float(np.median(before.words or [0])), float(np.median(now.words or [0]))
    shares = tuple(sum(one.unknown) / max(sum(one.read), 1) for one in (before, now))
    found = [
        shift_of_numbers(UNKNOWN, before.shares, now.shares, (shares[0], shares[1])),
        shift_of_numbers(LENGTHS, np.array(before.words, float), np.array(now.words, float), medians),
        shift_of_shares(LANGUAGES, Counter(before.languages), Counter(now.languages)),
        shift_of_shares(CLASSES, Counter(before.told), Counter(now.told)),
    ]
    return MovedTexts(len(now.words), len(before.words), method, tuple(corrected(found)))


def look_at(scored: Scored, method: str) -> Look:
    """What scored texts are like; those that nothing was asked about are left out."""
    asked = [n for n, one in enumerate(scored.about) if "words" in one]
    about = [scored.about[n] for n in asked]
    told = [int(np.argmax(scored.probabilities[method][n])) for n in asked]
    return Look(
        [one["words"] for one in about], [one["read"] for one in about], [one["unknown"] for one in about],
        [one["language"] for one in about], [scored.classes[place] for place in told],
    )  # fmt: skip


def moved_summary(found: MovedTexts | None) -> dict[str, Any] | None:
    """As plain data."""
    if found is None:
        return None
    shifts = {one.name: asdict(one) | {"moved": one.moved} for one in found.shifts}
    return {
        "texts": found.texts, "test_texts": found.of, "method": found.method,
        "moved": [one.name for one in found.moved], "shifts": shifts,
    }  # fmt: skip


def _reference(
    store: Store, experiment: Experiment, method: str, on_part: Callable[[int], object], asker: str | None
) -> Look | None:
    """What the test texts are like: kept, as long as no more runs are done."""
    runs = store.runs(experiment.id)
    done, simple = sum(run.state == "done" for run in runs), baseline_run(runs)
    if simple is None:
        return None
    kept = kept_finding(store.engine, experiment.id, KIND, method)
    if kept is not None and kept.body["done"] == done:
        return Look(**kept.body["look"])
    rows = _evenly(store.arrays(simple.id)["test_rows"].tolist())
    found = score(store, experiment.id, store.texts_of(experiment.data, rows), on_part, asker=asker)
    look = look_at(found, method)
    keep_finding(store.engine, experiment.id, KIND, {"done": done, "look": asdict(look)}, key=method)
    return look


def _evenly(rows: Sequence[int]) -> list[int]:
    places = np.unique(np.linspace(0, len(rows) - 1, min(len(rows), MOST)).astype(np.int64))
    return [rows[place] for place in places]
