"""What classifiers told, as CSV that a spreadsheet can open without running anything."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.sentiment.prepare import blocks
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset


def predictions_table(
    outcome: ClassOutcome, texts: Sequence[str], rows: Sequence[int | None]
) -> pd.DataFrame:
    """The test texts with their class, what each method told, and each cell's probabilities.

    Args:
        texts: Those of `outcome.rows`.
        rows: Where each stood in the file that was brought, from 1; of a test file, its own.
    """
    names = outcome.classes
    columns: dict[str, Any] = {"text": list(texts)}
    columns["label"] = [names[label] for label in outcome.truth]
    for method, told in outcome.probabilities.items():
        columns[method] = [names[label] for label in told.argmax(axis=1)]
    for cell in outcome.calibration:
        for place, name in enumerate(names):
            columns[f"{cell}_p_{name}"] = outcome.probabilities[cell][:, place]
    return pd.DataFrame(columns, index=pd.Index(pd.array(list(rows), dtype="Int64"), name="row"))


def texts_csv(data: TextDataset, task: SentimentSpec) -> bytes:
    """All texts with their class and what they are for: train, validation, calibration or test.

    Rows are those of the file that was brought, from 1; empty where nobody kept them.

    What a spreadsheet would take for a formula is guarded as everywhere; the take-home script takes that off.
    """
    block = np.empty(len(data.frame), dtype=object)
    for name, places in blocks(data, task).items():
        block[places] = name
    names = [spreadsheet_safe(name) for name in data.classes]
    body = io.BytesIO()
    with io.TextIOWrapper(body, "utf-8-sig", "replace", newline="") as file:
        table = csv.writer(file)  # straight into bytes: of many texts, a table would be one copy more
        table.writerow(["row", "text", "label", "block"])
        rows: list[Any] = [""] * len(data.frame) if data.rows is None else data.rows.tolist()
        columns = (data.frame["text"], data.frame["label"], block)
        for row, (text, label, part) in zip(rows, zip(*columns, strict=True), strict=True):
            table.writerow([row, spreadsheet_safe(text), names[label], part])
        file.flush()
        return body.getvalue()
