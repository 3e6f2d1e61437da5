"""Quick questions about trained networks: asked through the store, answered by the worker kept for them."""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, delete, func, insert, literal_column, select

from core.errors import UserError
from core.store.database import reading, writing
from core.store.schema import requests
from core.store.shares import require_question

KEPT = 3600.0  # seconds that a question and its answer are kept
EVERY = 0.015  # seconds between looks for an answer
LONG = 20_000  # letters of a question
LARGE = 100_000  # letters; longer answers are not kept once they were read


@dataclass(frozen=True)
class Request:
    """A question that waits."""

    id: str
    experiment: str
    kind: str
    question: dict[str, Any]


@dataclass(frozen=True)
class Waiting:
    """Who waits for an answer."""

    id: str  # of the question
    asker: str  # "" where nobody is told apart
    long: bool = False  # such as a text of many pages


def ask(
    database: Engine, experiment: str, kind: str, now: float | None = None, asker: str | None = None,
    **question: Any,
) -> str:  # fmt: skip
    """Put a question to the engine; returns its id.

    Args:
        asker: As an experiment's owner; raises what `require_question` does.
    """
    id, moment = secrets.token_hex(16), time.time() if now is None else now
    with writing(database) as connection:
        connection.execute(delete(requests).where(requests.c.asked < moment - KEPT))
        require_question(connection, asker, moment)
        about = {"id": id, "experiment": experiment, "kind": kind, "asker": asker}
        connection.execute(
            insert(requests).values(about | {"question": json.dumps(question), "asked": moment})
        )
    return id


def answer(database: Engine, id: str, patience: float) -> dict[str, Any]:
    """Wait for an answer.

    Args:
        patience: Seconds.

    Raises:
        UserError: What the worker found wrong, or `no_answer` when patience ends.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with reading(database) as connection:
            found = connection.execute(select(requests.c.answer).where(requests.c.id == id)).scalar()
        if found:
            if len(found) > LARGE:
                _forget(database, id)
            answered: dict[str, Any] = json.loads(found)
            if "error" in answered:
                raise UserError(answered["error"]["key"], **answered["error"]["facts"])
            return answered
        time.sleep(EVERY)
    _forget(database, id)  # nobody waits for it any more
    raise UserError("no_answer")


def waiting(database: Engine) -> list[Waiting]:
    """Who waits for an answer, in the order in which they asked; long questions are not read."""
    columns = requests.c.id, func.coalesce(requests.c.asker, literal_column("''")).label("asker")
    with reading(database) as connection:
        query = select(*columns).where(requests.c.answer.is_(None)).order_by(requests.c.asked)
        return [Waiting(row.id, row.asker) for row in connection.execute(query)]


def is_long(database: Engine, id: str) -> bool:
    """Whether a question takes its time to answer; reads it."""
    with reading(database) as connection:
        query = select(func.length(requests.c.question) > LONG).where(requests.c.id == id)
        return bool(connection.execute(query).scalar())


def request_of(database: Engine, id: str) -> Request | None:
    """A question; None if it was taken back."""
    with reading(database) as connection:
        row = connection.execute(select(requests).where(requests.c.id == id)).first()
    return Request(row.id, row.experiment, row.kind, json.loads(row.question)) if row else None


def _forget(database: Engine, id: str) -> None:
    with writing(database) as connection:
        connection.execute(delete(requests).where(requests.c.id == id))
