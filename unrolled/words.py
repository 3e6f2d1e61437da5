"""Translators and taggers from lists, DataFrames and files."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.store.store import Store
from core.tasks.tag import api as tag_api
from core.tasks.tag.keeping import facts_of as tagged_facts
from core.tasks.translate import api as translate_api
from core.text.tagged.cutting import words_of
from unrolled import given
from unrolled.errors import told
from unrolled.results import Result, in_rows
from unrolled.training import Spec, trained

PART = 50  # sentences asked about at once


class Translation(Result):
    """Trained translators."""

    @property
    def predictions(self) -> pd.DataFrame:
        """Test sentences from the best translated to the worst: source, reference, and each cell's text."""
        rows = [
            {"source": one.source, "reference": one.reference} | one.texts for one in self._outcome.examples
        ]
        return in_rows(rows)

    @told
    def translate(self, sentences: Iterable[str], *, beam: int = 4) -> pd.DataFrame:
        """Translations of some sentences, a row each with a column for each cell.

        Args:
            beam: So many translations are followed side by side.
        """
        asked = [sentences] if isinstance(sentences, str) else list(sentences)
        rows = []
        for one in asked:
            cells = self._asked("translate", text=str(one), beam=beam)["cells"]
            rows.append({"source": one} | {cell: told["found"][0]["text"] for cell, told in cells.items()})
        return in_rows(rows)

    def plot(self) -> Any:
        """BLEU by the length of the sentence, as a Plotly figure."""
        from app.i18n import translator  # what draws needs Plotly, which takes a second
        from app.tasks.translate.charts.lengths import length_chart, length_facts

        t = translator("en")
        return length_chart(length_facts(self._outcome, t), t)


class Tagging(Result):
    """Trained taggers."""

    @property
    def predictions(self) -> pd.DataFrame:
        """Every word of the test: sentence (row of the data), its tag, what each method tells."""
        known, names = self._outcome, np.array(self._outcome.names)
        columns = {"sentence": np.repeat(known.rows + 1, known.lengths), "truth": names[known.truth]}
        return in_rows(columns | {method: names[tags] for method, tags in known.told.items()})

    @told
    def tag(self, sentences: Iterable[str | Sequence[str]]) -> pd.DataFrame:
        """Tags of some sentences, a row for each word: what each cell tells, and how sure it is.

        Args:
            sentences: Texts, cut as the training sentences are, or lists of words.
        """
        facts = tagged_facts(self.store, self.experiment.data)
        each = [sentences] if isinstance(sentences, str) else sentences
        cut = [words_of(one, facts.unit, facts.splits) if isinstance(one, str) else list(one) for one in each]
        numbers = [place for place, one in enumerate(cut, 1) for _ in one]
        columns: dict[str, list[Any]] = {"sentence": numbers, "word": [word for one in cut for word in one]}
        for start in range(0, len(cut), PART):
            answer = self._asked("tag", sentences=cut[start : start + PART])
            columns.setdefault("known", []).extend(not one for one in answer["unknown"])
            for cell, one in answer["cells"].items():
                columns.setdefault(cell, []).extend(facts.names[tag] for tag, _, _ in one["tags"])
                columns.setdefault(f"{cell}_p", []).extend(sure for _, sure, _ in one["tags"])
        return in_rows(columns)

    def plot(self) -> Any:
        """Each method's score above the best simple method's, with its interval, as a Plotly figure."""
        from app.charts.skill import skill_chart
        from app.i18n import translator
        from app.tasks.tag.charts.gain import gain_facts

        t, known = translator("en"), self._outcome
        key = "tag.chart.gain.spans" if known.spans else "tag.chart.gain"
        axis = t(key, reference=t(f"method.{known.reference}"))
        return skill_chart(gain_facts(known), t, axis, in_points=True)


@told
def translate(
    data: pd.DataFrame | given.File | given.Rows, *, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> Translation:  # fmt: skip
    """Learn to translate: from rows of (sentence, translation), a table of two columns, or a file."""
    return trained(
        translate_api.translate, given.pairs(data), Translation, "translate", store=store, spec=spec,
        progress=progress, **settings,
    )  # fmt: skip


@told
def tag(
    data: Any, *, store: Store | None = None, spec: Spec = None, progress: bool | None = None, **settings: Any
) -> Tagging:
    """Learn to tag words.

    Args:
        data: Sentences as lists of (word, tag), a table with the columns sentence, word and tag, a mapping of
            "train", "validation" and "test" to such, or a list of files whose names tell what each is for.
    """
    read = given.sentences(data)
    return trained(tag_api.tag, read, Tagging, "tag", store=store, spec=spec, progress=progress, **settings)
