"""The baselines' run for whole series: all of them on the networks' split."""

from functools import lru_cache

import numpy as np

from core.arrays import Arrays
from core.data.labelled.dataset import LabelledSeries
from core.evaluate import PROTOCOL
from core.evaluate.shape_probabilities import shape_probabilities
from core.tasks.classify.prepare import PreparedSeries, prepare_series, prints_of
from core.tasks.classify.spec import ClassifySpec
from core.tasks.job import Ended, Job, data_of, tell
from core.text.splits import BLOCKS

TOLD = ("validation", "calibration", "test")


def run(job: Job) -> Ended:
    """Do the run of the baselines.

    It leaves rows and truth of each block, and probabilities by "block/method".
    """
    tell(job, "started", device="CPU", kernel=None, reason=None)
    ready = prepared(data_of(job, LabelledSeries), job.spec.of(ClassifySpec))
    arrays: Arrays = {f"{name}_rows": rows for name, rows in ready.blocks.items()}
    arrays |= {f"{name}_truth": ready.block(name)[1] for name in BLOCKS}
    shapes = ready.shapes
    asked = [shapes.validation, *(ready.block(name)[0] for name in TOLD[1:])]
    for method, parts in shape_probabilities(shapes, asked).items():
        arrays |= {f"{name}/{method}": part for name, part in zip(TOLD, parts, strict=True)}
    arrays["test_prints"] = prints_of(ready.data, ready.blocks["test"])
    scale = ready.scale
    arrays |= {"scale_mean": scale.mean, "scale_deviation": scale.deviation}
    return Ended("done", _facts(ready), arrays)


@lru_cache(maxsize=2)
def prepared(data: LabelledSeries, task: ClassifySpec) -> PreparedSeries:
    """Prepared once for all cells and seeds that a worker trains."""
    return prepare_series(data, task)


def _facts(ready: PreparedSeries) -> dict[str, object]:
    return {
        "protocol": PROTOCOL,
        "classes": list(ready.data.classes),
        "sizes": {name: len(rows) for name, rows in ready.blocks.items()},
        "together": ready.scale.together,
        "steps": int(np.max(ready.read.lengths)),
    }
