"""What was found out about an experiment after it had ended: kept beside its results, deleted with it."""

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from core.store.database import reading, writing
from core.store.schema import findings

# Kinds that stay in this store: they hold addresses of other experiments, or name a place of this machine.
RELABELLED, CORRECTED_FROM, ANEW, ANEW_FROM = "relabelled", "corrected_from", "anew", "anew_from"
LOGGED = "logged"
STAY = (RELABELLED, CORRECTED_FROM, ANEW, ANEW_FROM, LOGGED)


@dataclass(frozen=True)
class Finding:
    """One of a kind."""

    key: str
    made: float  # seconds since 1970
    data: str | None  # hash of what it rests on, beside the experiment's own data
    body: dict[str, Any]


def keep_finding(
    database: Engine, experiment: str, kind: str, body: dict[str, Any], *, key: str = "",
    data: str | None = None, now: float | None = None,
) -> Finding:  # fmt: skip
    """Keep what was found, in place of an earlier one of the same kind and key."""
    made = time.time() if now is None else now
    of = findings.c
    same = (of.experiment == experiment, of.kind == kind, of.key == key)
    row = {"experiment": experiment, "kind": kind, "key": key, "made": made, "data": data}
    with writing(database) as connection:
        connection.execute(delete(findings).where(*same))
        connection.execute(insert(findings).values(row | {"body": json.dumps(body, ensure_ascii=False)}))
    return Finding(key, made, data, body)


def keep_first(database: Engine, experiment: str, kind: str, *, key: str) -> bool:
    """Keep that something of a kind and key is there; whether nobody had done so before."""
    row = {"experiment": experiment, "kind": kind, "key": key, "made": time.time(), "body": "{}"}
    of = findings.c
    same = (of.experiment == experiment, of.kind == kind, of.key == key)
    with writing(database) as connection:
        if connection.execute(select(of.key).where(*same)).first() is not None:
            return False
        connection.execute(insert(findings).values(row))
        return True


def kept_findings(database: Engine, experiment: str, kind: str) -> list[Finding]:
    """All of a kind, the newest first."""
    of = findings.c
    query = select(of.key, of.made, of.data, of.body).where(of.experiment == experiment, of.kind == kind)
    with reading(database) as connection:
        rows = connection.execute(query.order_by(of.made.desc(), of.key)).all()
    return [Finding(row.key, row.made, row.data, json.loads(row.body)) for row in rows]


def kept_finding(database: Engine, experiment: str, kind: str, key: str = "") -> Finding | None:
    """The one of a kind and key; None where there is none."""
    found = kept_findings(database, experiment, kind)
    return next((one for one in found if one.key == key), None)
