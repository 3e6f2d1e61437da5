"""Classifiers of texts, and networks that write on, from lists, DataFrames and files."""

from collections.abc import Iterable
from typing import Any, ClassVar

import pandas as pd

from core.store.jsonable import plain
from core.store.store import Store
from core.tasks.generate import api as generate_api
from core.tasks.sentiment import api as sentiment_api
from core.tasks.sentiment.score_rows_command import rows_of, score_rows
from core.tasks.sentiment.scored_file import scored_table
from core.tasks.sentiment.scoring import score as score_texts
from core.text.choices import TextChoices
from unrolled import given
from unrolled.errors import told
from unrolled.results import Result
from unrolled.series import Classes
from unrolled.training import Spec, trained


class Sentiment(Classes):
    """Trained classifiers of texts."""

    words: ClassVar[str] = "text"

    @told
    def score(self, texts: Iterable[str]) -> pd.DataFrame:
        """What each method says of some texts, a row each: its class, whether it is unsure, probabilities.

        What is to be used comes first where it is no cell alone; `doubt` says why an answer means nothing.
        """
        asked = [str(one) for one in ([texts] if isinstance(texts, str) else texts)]
        return scored_table(pd.DataFrame({"text": asked}), score_texts(self.store, self.id, asked))

    @told
    def judge(
        self, data: pd.DataFrame | given.File | given.Rows, *, text: str | None = None,
        label: str | None = None, way: str = "trained", learnt: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        """How the methods do on new labelled texts, and what these are used for.

        Args:
            data: Rows of (text, label), a table, or a file.
            text, label: Columns; None finds them.
            way: "trained"; "continued": networks learn on from them, where that does no harm; "anew": another
                experiment on old and new texts, whose id is `trained`. A bag of words has nothing to go on
                from: it is counted anew in seconds, with "anew".
            learnt: Whether what learnt on last answers.

        Returns:
            "moved": how like the test texts they are; "promised": each method's accuracy beside that on the
            test; "continued", or "trained" and "old_against_new".
        """
        rows = rows_of(*given.body_of(data, ("text", "label")), text)
        found = score_rows(self.store, self.id, rows, label=label, way=way, learnt=learnt)
        return dict(plain(found.told))


class Writing(Result):
    """Trained networks that write a text on, or tell the next item of a session."""

    @property
    def _derived(self) -> tuple[str, ...]:
        """What is told of items, and what of characters and words."""
        return ("recall",) if self._outcome.task.unit == "items" else ("perplexity",)

    @told
    def write(
        self, prompt: str, *, length: int = 200, cell: str | None = None, temperature: float = 0.8,
        top_k: int = 0, top_p: float = 1.0, seed: int = 1, beam: int = 1,
    ) -> str:  # fmt: skip
        """The prompt gone on with; the same seed writes the same text.

        Args:
            length: Characters, or words where those are told; 1,000 at most.
            cell: Whose network writes; by default the best one's.
            temperature: 0 always takes the likeliest.
            beam: Beginnings that a search for the likeliest text keeps; 1: characters are drawn.
        """
        found = self._asked(
            "write", texts={self._cell(cell): prompt}, letters=length, written=0, temperature=temperature,
            top_k=top_k, top_p=top_p, seed=seed, beam=beam, form="free",
        )  # fmt: skip
        (told,) = found["cells"].values()
        return prompt + str(told["text"])

    @told
    def next(self, prompt: str) -> pd.DataFrame:
        """What may follow, the likeliest first: cell, what follows, its probability."""
        cells = self._asked("next", texts=dict.fromkeys(self.experiment.spec.cells, prompt))["cells"]
        rows = [(cell, *one) for cell, each in cells.items() for one in each]
        return pd.DataFrame(rows, columns=["method", "next", "probability"])

    def plot(self) -> Any:
        """What each method needs or finds (bits, perplexity, recall), as a Plotly figure."""
        from app.i18n import translator
        from app.tasks.generate.charts.bits import bits_chart, bits_facts

        t = translator("en")
        return bits_chart(bits_facts(self._outcome), t(self._outcome.task.worded("chart.bits")), t)


@told
def sentiment(
    data: pd.DataFrame | given.File | given.Rows, *, text: str | None = None, label: str | None = None,
    test: pd.DataFrame | given.File | given.Rows | None = None, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> Sentiment:  # fmt: skip
    """Classify labelled texts; blocks until the end.

    Args:
        data: Rows of (text, label), a table, or a file.
        text, label: Columns; None finds them.
        test: Further ones to test on; without them a part is drawn.
        spec, progress: As of `forecast`.
        settings: Of `core.tasks.sentiment.api.sentiment_spec`: cells, seeds, training, pooling, …; and name.
    """
    read = given.texts(data, test, TextChoices(text=text, label=label))
    return trained(
        sentiment_api.sentiment, read, Sentiment, "sentiment", store=store, spec=spec, progress=progress,
        **settings,
    )  # fmt: skip


@told
def generate(
    data: Any, *, sessions: bool = False, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> Writing:  # fmt: skip
    """Learn to write a text on, or to tell the next item of sessions.

    Args:
        data: The text itself, the path of one, or sessions: lists of items, or a table with the columns
            session, item and, where there is one, time.
        sessions: Whether the file of a path holds sessions.
    """
    read = given.long(data, sessions=sessions)
    return trained(
        generate_api.generate,
        read,
        Writing,
        "generate",
        store=store,
        spec=spec,
        progress=progress,
        **settings,
    )
