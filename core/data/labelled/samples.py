"""Samples of labelled series: pictures of digits read row by row, and motions that are drawn from a seed."""

import gzip
import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from core.arrays import Floats
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.made import One, labelled
from core.errors import UserError

SAMPLES = ("digits", "motions")
PRESELECTED = "motions"
MOTIONS = ("circle", "wave", "zigzag", "swipe")
OF_EACH = 240  # motions
SEED = 1997
SHORTEST, LONGEST = 40, 72  # steps of a motion
STEPS_OF_ONE = 256  # that the sensor tells apart
NOISE = 0.4  # of the sensor; the motions reach from -1 to 1


def load_labelled_sample(name: str) -> LabelledSeries:
    """A sample by its name.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(SAMPLES))
    return {"digits": _digits, "motions": _motions}[name]()


def _digits() -> LabelledSeries:
    """Handwritten digits of scikit-learn (Alpaydin & Kaynak 1998): 8 steps, each a row of 8 grey values."""
    table = np.loadtxt(io.BytesIO(gzip.decompress(_digits_file().read_bytes())), delimiter=",")
    pictures, digits = table[:, :-1].reshape(-1, 8, 8), table[:, -1].astype(int)
    series = [
        One(str(n + 1), one, str(digit)) for n, (one, digit) in enumerate(zip(pictures, digits, strict=True))
    ]
    return labelled(series, [f"pixel {n + 1}" for n in range(8)], name="digits", source="sample")


def _digits_file() -> Path:
    """Its file, without importing scikit-learn, which pages do without."""
    found = find_spec("sklearn")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz"


def _motions() -> LabelledSeries:
    """Motions of a hand in three columns, at other speeds, after a pause, tilted, with a sensor's noise."""
    random = np.random.default_rng(SEED)
    series = [_motion(random, name, n) for n in range(OF_EACH) for name in MOTIONS]
    return labelled(series, ("x", "y", "z"), name="motions", source="sample")


def _motion(random: np.random.Generator, name: str, number: int) -> One:
    steps = int(random.integers(SHORTEST, LONGEST + 1))
    begin = random.uniform(0.0, 0.4)  # a pause before, another behind
    end = begin + random.uniform(0.5, 1.0) * (1 - begin)
    time = np.clip((np.linspace(0, 1, steps) - begin) / (end - begin), 0, 1)
    time = time + random.uniform(-0.7, 0.7) * np.sin(2 * np.pi * time) / (2 * np.pi)  # faster, then slower
    path = _path(name, time, random) * random.uniform(0.6, 1.2)
    angle = random.normal(scale=0.5)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    path[:, :2] = path[:, :2] @ turn.T
    values = path + random.normal(scale=NOISE, size=path.shape)
    return One(f"{name} {number + 1}", np.round(values * STEPS_OF_ONE) / STEPS_OF_ONE, name)


def _path(name: str, time: Floats, random: np.random.Generator) -> Floats:
    """Where the hand is, (steps, 3); the way round is one of two."""
    way, turns = random.choice([-1.0, 1.0]), 2 * np.pi * time
    across = {
        "circle": (np.sin(turns), 1 - np.cos(turns)),
        "wave": (np.sin(2 * turns), 0.4 * time),
        "zigzag": (2 * np.abs((3 * time) % 2 - 1) - 1, 0.4 * time),
        "swipe": (np.sin(turns / 4), 0.3 * np.sin(turns / 2)),
    }[name]
    depth = 0.3 * np.sin(turns / 2) * random.uniform(0.5, 1.5)
    return np.stack([way * across[0], across[1], depth], axis=1)
