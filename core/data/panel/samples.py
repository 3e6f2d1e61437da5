"""Many series that are there from the start: twelve shops, drawn from a seed; their answers are known."""

import numpy as np
import pandas as pd

from core.data.panel.dataset import Panel
from core.errors import UserError

SAMPLES = ("shops",)
PRESELECTED = "shops"
SHOPS = (
    "Airport", "Bridge", "Castle", "Docks", "Eastgate", "Fairview", "Garden", "Harbour", "Island", "Junction",
    "Kings", "Lakeside",
)  # fmt: skip
DAYS, PLANNED = 3 * 364, 28  # days that were measured, and days for which promotions are planned
SEED = 2026
WEEK = np.array([0.85, 0.8, 0.85, 0.95, 1.2, 1.5, 0.85])  # from Monday on
UPLIFT = 1.6  # what a promotion multiplies sales by
ELASTICITY = -1.5  # of sales with respect to the price
NOISE = 0.08  # deviation of a day's sales, as a share


def load_panel_sample(name: str) -> Panel:
    """A sample by its name.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(SAMPLES))
    return shops()


def shops() -> Panel:
    """Daily sales of twelve shops of very different size, with promotions and prices known four weeks ahead.

    Sales = level x weekday x year x 1.6 where there is a promotion x price^-1.5, with 8 % of noise.
    """
    rows, random = DAYS + PLANNED, np.random.default_rng(SEED)
    first = np.datetime64("2023-01-02", "us")
    grid = pd.DatetimeIndex(first + np.arange(rows) * np.timedelta64(1, "D"), name="time").as_unit("us")
    days, sales, known = np.arange(rows), [], []
    for place in range(len(SHOPS)):
        level, tilt = 40 * 1.5**place, random.uniform(-0.1, 0.3)
        year = 1 + 0.15 * np.sin(2 * np.pi * (days - random.uniform(0, 60)) / 364)
        begins = random.random(rows) < 0.04
        promotion = np.convolve(begins, np.ones(4))[:rows] > 0  # four days each
        price = np.round(10 * np.exp(np.cumsum(random.normal(scale=0.02, size=rows) * (days % 28 == 0))), 2)
        mean = level * WEEK[days % 7] * year * (1 + tilt * days / rows)
        mean = mean * np.where(promotion, UPLIFT, 1.0) * (price / 10) ** ELASTICITY
        value = np.round(mean * np.exp(random.normal(scale=NOISE, size=rows)))
        value[DAYS:] = np.nan
        sales.append(value)
        known.append(np.stack([promotion.astype(float), price], axis=1))
    count = len(SHOPS)
    return Panel(
        np.concatenate(sales), np.concatenate(known), np.empty((count * rows, 0)),
        np.empty((count, 0), dtype=np.int64), np.full(count, rows, dtype=np.int64),
        np.zeros(count, dtype=np.int64), SHOPS, grid, "shops", "sample", "sales", ("promotion", "price"),
    )  # fmt: skip
