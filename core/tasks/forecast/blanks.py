"""How many values of the target were never measured, and what that leaves to train and score on."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.data.frame import Dataset
from core.data.measured import Measured, as_it_stands, measured
from core.tasks.forecast.prepare import Prepared
from core.tasks.forecast.spec import ForecastSpec

# As they are stored, and as they are called.
BLOCKS = {"train": "train", "stop": "validation", "calibration": "calibration", "test": "test"}


def blanks(prepared: Prepared) -> dict[str, Any]:
    """Counts, for the facts of the baselines' run.

    Returns:
        `rows` of the series; `inside`, blank ones among them; `absent`, those of them that had no row at all;
        `later`, rows after the last value; by block: `blank` rows, and `left_out`, origins after which there
        is nothing to score.
    """
    rows, empty = prepared.rows, np.isnan(prepared.truth)
    spans = {stored: prepared.cuts.block(name) for stored, name in BLOCKS.items()}
    return {
        "rows": len(empty),
        "inside": int(empty.sum()),
        "absent": rows.absent,
        "later": len(rows.later),
        "blank": {name: int(empty[start:end].sum()) for name, (start, end) in spans.items()},
        "left_out": {stored: prepared.unmeasured(name) for stored, name in BLOCKS.items()},
    }


def rows_of(data: Dataset, task: ForecastSpec, facts: Mapping[str, Any]) -> Measured:
    """The rows that the runs of an experiment read.

    Args:
        facts: Of its baselines' run. They count blanks ever since these are no values any more.
    """
    return measured(data, task.target) if "blanks" in facts else as_it_stands(data, task.target)
