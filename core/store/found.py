"""What was found, in a few facts that are kept with the experiment: a list of hundreds reads no arrays."""

import json
from typing import Any

from sqlalchemy import Engine, update

from core.store.database import writing
from core.store.jsonable import plain
from core.store.records import read_json
from core.store.schema import experiments

RULES = 3  # grows with every change of how a verdict is reached: what was kept before is found anew
NOTHING: dict[str, Any] = {"outcome": "none"}  # nothing ended well, or it cannot be read any more


def keep_found(database: Engine, experiment: str, found: dict[str, Any]) -> None:
    """Keep what was found in an experiment of which nothing runs any more."""
    text = json.dumps(plain(found | {"rules": RULES}))
    with writing(database) as connection:
        connection.execute(update(experiments).where(experiments.c.id == experiment).values(found=text))


def read_found(text: str | None) -> dict[str, Any] | None:
    """What was kept; None where nothing was, or by other rules."""
    found = read_json(text)
    return found if found and found.get("rules") == RULES else None
