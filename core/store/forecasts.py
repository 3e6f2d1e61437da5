"""Forecasts as they were told: kept once, never rewritten, deleted with their experiment."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, insert, select

from core.store.database import reading, writing
from core.store.schema import experiments, forecasts
from core.store.whose import Owners, belonging


@dataclass(frozen=True)
class KeptForecast:
    """One forecast of an experiment."""

    id: str
    made: float  # seconds since 1970
    way: str  # "first": the experiment's own; "trained": by its networks, from later rows
    data: str  # hash of all rows that were known then
    body: str  # JSON


def keep_forecast(
    database: Engine, experiment: str, way: str, data: str, body: str, made: float | None = None
) -> KeptForecast:
    """Keep a forecast; of the same rows, told in the same way, the one that was kept first is returned."""
    row = {
        "id": secrets.token_hex(16), "experiment": experiment, "way": way, "data": data, "body": body,
        "made": time.time() if made is None else made,
    }  # fmt: skip
    same = (forecasts.c.experiment == experiment, forecasts.c.data == data, forecasts.c.way == way)
    with writing(database) as connection:
        known = connection.execute(_all().where(*same)).first()
        if known is None:
            connection.execute(insert(forecasts).values(row))
            known = connection.execute(_all().where(*same)).one()
    return KeptForecast(**known._mapping)


def kept_forecasts(database: Engine, experiment: str) -> list[KeptForecast]:
    """All forecasts of an experiment, in the order in which they were made."""
    query = _all().where(forecasts.c.experiment == experiment).order_by(forecasts.c.made, forecasts.c.id)
    with reading(database) as connection:
        return [KeptForecast(**row._mapping) for row in connection.execute(query)]


def recorded(database: Engine, owners: Owners) -> list[str]:
    """The experiments of which more than one forecast is kept, that with the newest one first.

    Args:
        owners: Whose; None is everybody.
    """
    of = forecasts.c.experiment
    query = select(of).join(experiments, experiments.c.id == of)
    query = query.where(belonging(experiments.c.owner, owners)).group_by(of)
    query = query.having(func.count() > 1).order_by(func.max(forecasts.c.made).desc())
    with reading(database) as connection:
        return list(connection.execute(query).scalars())


def _all() -> Select[Any]:
    of = forecasts.c
    return select(of.id, of.made, of.way, of.data, of.body)
