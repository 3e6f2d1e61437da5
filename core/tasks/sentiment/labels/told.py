"""A check of labels as plain data and as a table."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from core.compare.test_set import Obstacle
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.sentiment.labels.checking import Checked, Doubted
from core.tasks.sentiment.labels.compared import OldAndNew
from core.tasks.sentiment.labels.correcting import Decided, decided


def doubted_table(store: Store, experiment: Experiment, doubted: tuple[Doubted, ...]) -> pd.DataFrame:
    """A line per label, the least believed first; `right` is what a person decided, empty where nothing."""
    rows, said = [one.row for one in doubted], decided(store, experiment.id)
    classes = store.text_facts(experiment.data).classes
    return pd.DataFrame(
        {
            "row": pd.array([one.file_row for one in doubted], dtype="Int64"),
            "label": [classes[one.given] for one in doubted],
            "told": [classes[one.told] for one in doubted],
            "probability": [round(one.probability, 4) for one in doubted],
            "believed": [round(one.believed, 4) for one in doubted],
            "margin": [round(one.margin, 4) for one in doubted],
            "right": [classes[said.labels[row]] if row in said.labels else "" for row in rows],
            "text": store.texts_of(experiment.data, rows),
        },
        index=pd.RangeIndex(1, len(rows) + 1, name="rank"),
    )


def labels_summary(store: Store, experiment: Experiment, checked: Checked, most: int) -> dict[str, Any]:
    """What a check found, and the least believed labels with their texts."""
    classes = store.text_facts(experiment.data).classes
    table = doubted_table(store, experiment, checked.doubted[:most]).reset_index()
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    against = [
        {"label": classes[given], "told": classes[told], "rows": count}
        for given, told, count in checked.against
    ]
    return {
        "experiment": experiment.id, "rows": checked.rows, "folds": checked.folds,
        "methods": [checked.bag, *checked.by_folds], "beside": dict(checked.held),
        "agreed": checked.agreed, "suspected": checked.suspected, "against": against,
        "decided": _counts(decided(store, experiment.id)), "labels": rows,
    }  # fmt: skip


def old_and_new_summary(found: OldAndNew | Obstacle | None) -> dict[str, Any] | None:
    """Before and after on the same test texts; why not, or None as long as there is no result."""
    if found is None:
        return None
    if isinstance(found, Obstacle):
        return {"obstacle": found.key, **found.facts}
    methods = [asdict(one) | {"finding": one.finding} for one in found.methods]
    return {
        "texts": found.texts, "relabelled": found.relabelled, "provisional": found.provisional,
        "methods": methods,
    }  # fmt: skip


def _counts(said: Decided) -> dict[str, int]:
    return {"corrected": len(said.corrected), "confirmed": said.confirmed}
