"""Many series at once, and whole series with a class each, from DataFrames, arrays and files."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from core.data.labelled.choices import AS_BROUGHT
from core.data.labelled.made import complete
from core.data.labelled.unlabelled import Unlabelled, series_to_classify
from core.store.store import Store
from core.tasks.classify import api as classify_api
from core.tasks.classify.keeping import facts_of
from core.tasks.classify.telling import tell, told_table, trained_on
from core.tasks.panel import api as panel_api
from unrolled import given
from unrolled.errors import told
from unrolled.results import Result
from unrolled.training import Spec, trained


class Classes(Result):
    """Trained classifiers, whatever they classify."""

    words: ClassVar[str] = "series"

    @property
    def predictions(self) -> pd.DataFrame:
        """Every test example by every method: its row in the data, its class, what is told, probabilities."""
        known, names = self._outcome, np.array(self._outcome.classes)
        parts = []
        for method, probabilities in known.probabilities.items():
            columns = {"row": known.rows + 1, "method": method, "truth": names[known.truth]}
            columns["told"] = names[probabilities.argmax(axis=1)]
            columns |= {f"p_{name}": probabilities[:, place] for place, name in enumerate(names)}
            parts.append(pd.DataFrame(columns))
        return pd.concat(parts, ignore_index=True)

    @property
    def confusion(self) -> dict[str, pd.DataFrame]:
        """By method, how often each class (rows) was told to be each other one (columns)."""
        names = list(self._outcome.classes)
        return {
            method: pd.DataFrame(table, index=pd.Index(names, name="truth"), columns=names)
            for method, table in self._outcome.confusions.items()
        }

    def plot(self) -> Any:
        """Each method's accuracy above the best simple method's, with its interval, as a Plotly figure."""
        from app.charts.skill import skill_chart  # what draws needs Plotly, which takes a second
        from app.experiments.classes.charts.gain import gain_facts
        from app.i18n import translator

        t, known = translator("en"), self._outcome
        axis = t("chart.gain", reference=t(f"method.{known.reference}"))
        return skill_chart(gain_facts(known), t, axis, in_points=True)


class SeriesClasses(Classes):
    """Trained classifiers of whole series."""

    @told
    def score(self, series: Any) -> pd.DataFrame:
        """The class of each series by every cell, what is to be used first where that is a simple method.

        Args:
            series: As `classify` takes them; labels may be missing.
        """
        return told_table(tell(self.store, self.id, self._unlabelled(series)))

    def _unlabelled(self, series: Any) -> Unlabelled:
        if isinstance(series, str | given.Path | pd.DataFrame):
            trained = trained_on(facts_of(self.store, self.experiment.data))
            return series_to_classify(*given.body_of(series), AS_BROUGHT, trained=trained).get()
        rows = given.array_of(series)
        ids = tuple(str(place) for place in range(1, len(rows) + 1))
        values = tuple(complete(row, id) for row, id in zip(rows, ids, strict=True))
        return Unlabelled(ids, tuple(range(1, len(rows) + 1)), values, ("",) * len(rows))


class ManyForecasts(Result):
    """Trained forecasts of many series."""

    @cached_property
    def _tables(self) -> panel_api.ManyForecasts:
        return panel_api.tables(self.summary)

    @property
    def forecasts(self) -> pd.DataFrame:
        """A row for each series and time: the prediction, low and high at each level."""
        return self._tables.forecasts

    @property
    def series(self) -> pd.DataFrame:
        """A row for each series: what is sent, and its error on the test."""
        return self._tables.series

    @property
    def totals(self) -> pd.DataFrame:
        """A row for each group and time, "" for all series: the sum of what is sent."""
        return self._tables.totals

    @property
    def predictions(self) -> pd.DataFrame:
        """The same as `forecasts`."""
        return self.forecasts

    def plot(self) -> Any:
        """On how many series the best cell is better than the best simple method, as a Plotly figure."""
        from app.i18n import translator
        from app.tasks.panel.charts.gains import gain_facts, gains_chart

        known = self._outcome
        cell, reference = known.verdict.cell, known.reference
        facts = gain_facts(cell, known.errors[cell], known.errors[reference])
        return gains_chart(facts, translator("en"))


@told
def classify(
    data: Any, label: str | Sequence[Any] | None = None, *, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> SeriesClasses:  # fmt: skip
    """Classify whole series; blocks until the end.

    Args:
        data: A table (a series per row, or a row per step), a file, or an array of shape (series, steps) or
            (series, steps, columns).
        label: The column of the classes, or for an array the classes themselves.
        spec, progress: As of `forecast`.
        settings: name, cells, seeds, match; fields that are otherwise of `model`, `training` and `task`.
    """
    return trained(
        classify_api.classify, given.series(data, label), SeriesClasses, "classify", store=store, spec=spec,
        progress=progress, **settings,
    )  # fmt: skip


@told
def forecast_many(
    data: pd.DataFrame | given.File, *, series: str | None = None, known: Sequence[str] | None = None,
    target: str | None = None, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> ManyForecasts:  # fmt: skip
    """Forecast all series of a table or a file at once; blocks until the end.

    Args:
        series: The column that tells them apart; found where that is safe.
        known: Columns that are known ahead; by default those that go on where the target ends.
        spec, progress: As of `forecast`.
        settings: name, cells, seeds, match; fields that are otherwise of `model`, `training` and `task`.
    """
    return trained(
        panel_api.summary_of, given.panel(data, series, known, target), ManyForecasts, "panel", store=store,
        spec=spec, progress=progress, **settings,
    )  # fmt: skip
