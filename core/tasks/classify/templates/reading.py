"""From the file to numbers that the network reads."""

import json
from pathlib import Path

import numpy as np

from core.takehome.templates.batches import rounded_up
from core.takehome.templates.settings import CLASSES, FILE
from core.tasks.classify.templates.choices import EACH_ALONE, FEWEST_STEPS, FLAT
from core.tasks.classify.templates.settings import MOST_STEPS


def read():
    """Series, shape (steps, columns) each, their classes as places in CLASSES, and which are for what."""
    with Path(__file__).with_name(FILE).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    series = [np.array(row["values"]) for row in rows]
    labels = np.array([CLASSES.index(row["label"]) for row in rows])
    block = np.array([row["block"] for row in rows])
    return series, labels, {name: np.flatnonzero(block == name) for name in np.unique(block)}


def averaged(values, together):
    """The means of so many neighbouring steps each; the last ones may be of fewer."""
    if together == 1:
        return values
    parts = np.array_split(values, max(FEWEST_STEPS, -(-len(values) // together)))
    return np.stack([part.mean(axis=0) for part in parts])


if EACH_ALONE:

    def scaled(series, fit):
        """Series with neighbouring steps averaged, each to mean 0 and deviation 1 by itself."""
        together = max(1, -(-max(len(series[row]) for row in fit) // MOST_STEPS))
        found = []
        for values in series:
            values = averaged(values, together)
            spread = values.std(axis=0)
            found.append((values - values.mean(axis=0)) / np.where(spread > FLAT, spread, 1.0))
        return found

else:

    def scaled(series, fit):
        """Series with neighbouring steps averaged, scaled by what the training series are like."""
        together = max(1, -(-max(len(series[row]) for row in fit) // MOST_STEPS))
        found = [averaged(values, together) for values in series]
        known = np.concatenate([found[row] for row in fit])
        mean, spread = known.mean(axis=0), known.std(axis=0)
        return [(values - mean) / np.where(spread > FLAT, spread, 1.0) for values in found]


def encode(series):
    """Series in one table, shape (series, steps, columns + 1), and how long each is.

    In the last column stands 1 at steps of a series, and 0 behind its end.
    """
    lengths = np.array([len(values) for values in series])
    shape = (len(series), rounded_up(lengths.max()), series[0].shape[1] + 1)
    table = np.zeros(shape, dtype=np.float32)
    for row, values in zip(table, series, strict=True):
        row[: len(values), :-1] = values
        row[: len(values), -1] = 1
    return table, lengths
