"""Repairs that a person may choose where values look wrong; nothing is repaired that nobody asked for."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.suspicions import is_price, jump_factors, jumps_tell, prices_of, stand_ins, suspicions
from core.errors import UserError
from core.notes import Note

REPAIRS = ("stand_ins", "zero_prices", "jumps")
NAMED = {  # what is said of values, and the repair of it
    "looks_like_missing": "stand_ins",
    "prices_not_positive": "zero_prices",
    "price_jumps": "jumps",
}
SUSPICIONS = (*NAMED, "irregular_steps")
ORDINARY = (1.5, *range(2, 9), 10, 12, 15, 20, 25, 30, 40, 50, 100, 1000)  # shares for one, or wrong units
NEAR = 0.15  # how far a day may take a price from that factor


@dataclass(frozen=True)
class Offer:
    """One repair that suits a data set, and what it would do."""

    repair: str  # one of REPAIRS
    facts: dict[str, Any]


def offers(dataset: Dataset) -> list[Offer]:
    """The repairs that would change something."""
    found = []
    frame = dataset.frame
    if values := stand_ins(frame):
        shown = [f"{value:g}" for value in values]
        found.append(Offer("stand_ins", {"values": shown, "count": sum(values.values())}))
    prices = prices_of(frame)
    if zeros := int((prices <= 0).sum().sum()):
        found.append(Offer("zero_prices", {"count": zeros, "columns": list(map(str, prices))}))
    return found + (_levelling(prices) if jumps_tell(frame, dataset.notes) else [])


def _levelling(prices: pd.DataFrame) -> list[Offer]:
    """That jumps by ordinary factors be levelled, of the column that jumps most often."""
    every = {str(name): jump_factors(prices[name]) for name in prices}
    ordinary = {name: found for name, one in every.items() if len(found := _ordinary(one))}
    if not ordinary:
        return []
    column = max(ordinary, key=lambda name: len(every[name]))
    some = ordinary[column]
    told = [f"{_day(time)} {_ratio(factor)}" for time, factor in list(some.items())[:5]]
    return [Offer("jumps", {"count": len(some), "of": len(every[column]), "jumps": told, "column": column})]


def repaired(dataset: Dataset, wanted: tuple[str, ...]) -> Dataset:
    """The data set with the wanted repairs, each of which leaves a note.

    Raises:
        UserError: `setting_unknown_choice` for a repair that there is not.
    """
    if unknown := [name for name in wanted if name not in REPAIRS]:
        raise UserError("setting_unknown_choice", setting="repair", value=unknown[0], known=list(REPAIRS))
    told = {offer.repair: offer.facts for offer in offers(dataset) if offer.repair in wanted}
    if not told:
        return dataset
    frame = dataset.frame
    said: list[Note] = []
    if "stand_ins" in told:
        frame, said = _emptied(frame), [*said, Note("repaired_stand_ins", told["stand_ins"])]
    if "zero_prices" in told:
        frame, said = _without_zeros(frame), [*said, Note("repaired_zero_prices", told["zero_prices"])]
    if "jumps" in told:
        frame, said = _level(frame), [*said, Note("repaired_jumps", told["jumps"])]
    kept = [note for note in dataset.notes if note.key not in SUSPICIONS]
    return replace(dataset, frame=frame, notes=(*kept, *said, *suspicions(frame, dataset.notes)))


def _emptied(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.apply(lambda column: column.mask(column.isin(list(stand_ins(column.to_frame())))))


def _without_zeros(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.apply(lambda column: column.mask(column <= 0) if is_price(str(column.name)) else column)


def _level(frame: pd.DataFrame) -> pd.DataFrame:
    """Bring all prices to the level of the last one: earlier ones are multiplied by the later jumps."""
    return frame.apply(lambda column: column * _scale(column) if is_price(str(column.name)) else column)


def _scale(prices: pd.Series) -> Floats:
    factors = np.ones(len(prices))
    for time, factor in _ordinary(jump_factors(prices)).items():
        factors[: prices.index.get_loc(time)] *= factor
    return factors


def _ordinary(factors: pd.Series) -> pd.Series:
    """Factors of jumps, each as the ordinary one that it is near to; others are left out."""
    ladder = np.array([*ORDINARY, *(1 / factor for factor in ORDINARY)])
    distances = np.abs(np.log(factors.to_numpy()[:, None]) - np.log(ladder))
    near = distances.min(axis=1) <= NEAR if len(factors) else np.zeros(0, dtype=bool)
    return pd.Series(ladder[distances.argmin(axis=1)][near], index=factors.index[near], dtype=np.float64)


def _day(time: Any) -> str:
    return str(time.date()) if isinstance(time, pd.Timestamp) else str(time)


def _ratio(factor: float) -> str:
    return f"× {factor:g}" if factor > 1 else f"÷ {1 / factor:g}"
