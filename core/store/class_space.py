"""A class: what was asked for in it stands on one list, with the names of those who asked.

Whoever knows a class's name sees its list, and by it the addresses of its experiments. Who made an experiment
is told as everywhere: a name on the list allows nothing.
"""

import time
import unicodedata
from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.database import reading, writing
from core.store.listing import latest
from core.store.records import Experiment, ExperimentLine
from core.store.repeats import alike
from core.store.schema import asked_in_class, experiments, runs

LONGEST = 40  # letters of a class's or a pupil's name
SIGNS = " -_.·'’"  # that a name may have beside letters, digits and their marks
ENDED_BADLY = {"failed", "cancelled"}

_of = asked_in_class.c


def class_name(text: str) -> str:
    """A class's name as people type it, on one line; raises `class_name` where it cannot be one."""
    return _plain(text, "class_name")


def pupil_name(text: str) -> str:
    """What a pupil is called in a class; raises `pupil_name` where it cannot be a name."""
    return _plain(text, "pupil_name")


def _plain(text: str, key: str) -> str:
    """Letters, digits and a few signs only: nothing that nobody sees, and nothing that turns the reading."""
    plain = " ".join(unicodedata.normalize("NFKC", text[: 10 * LONGEST]).split())
    kinds = [unicodedata.category(sign)[0] for sign in plain]
    known = all(kind in "LNM" or sign in SIGNS for kind, sign in zip(kinds, plain, strict=True))
    letters = sum(kind in "LN" for kind in kinds)
    if len(plain) > LONGEST or len(text) > 10 * LONGEST or not known or not 0 < letters >= kinds.count("M"):
        raise UserError(key, longest=LONGEST)
    return plain


def enter(
    database: Engine, name: str, experiment: str, who: str, pupil: str, now: float | None = None
) -> None:
    """Write down that somebody asked for an experiment in a class; once for each.

    Args:
        name: Of the class, as `class_name` gives it; large and small letters are the same.
        who: Tells people apart: an owner's hash, or the pupil's name where there are no owners.
        pupil: As `pupil_name` gives it; empty for who said none.
    """
    row = {"name": name.casefold(), "experiment": experiment, "who": who}
    same = [_of[column] == value for column, value in row.items()]
    moment = time.time() if now is None else now
    with writing(database) as connection:
        connection.execute(delete(asked_in_class).where(*same))
        connection.execute(insert(asked_in_class).values(row | {"pupil": pupil, "asked": moment}))


def class_lines(database: Engine, name: str, limit: int) -> list[ExperimentLine]:
    """The latest experiments of a class, newest first, whoever made them."""
    return latest(database, limit, None, _asked_in(name))


def pupils_of(database: Engine, name: str) -> dict[str, list[str]]:
    """By experiment the names of those who asked for it, each once, who asked first before the others."""
    query = select(_of.experiment, _of.pupil).where(_of.name == name.casefold())
    found: dict[str, dict[str, None]] = defaultdict(dict)
    with reading(database) as connection:
        for row in connection.execute(query.order_by(_of.asked, _of.who)):
            found[row.experiment][row.pupil] = None
    return {id: list(pupils) for id, pupils in found.items()}


def known_as(database: Engine, name: str, who: str) -> str | None:
    """What somebody was called last in a class; None for who asked for nothing in it."""
    query = select(_of.pupil).where(_of.name == name.casefold(), _of.who == who)
    with reading(database) as connection:
        return connection.execute(query.order_by(_of.asked.desc()).limit(1)).scalar()


def asked_before(database: Engine, spec: ExperimentSpec, name: str) -> Experiment | None:
    """The latest experiment of a class with this spec that trains, waits or has ended well, or None.

    Args:
        spec: With the hash of its data.
    """
    with reading(database) as connection:
        found = alike(connection, spec, _asked_in(name))
        return next((one for one in found if not _ended_badly(connection, one)), None)


def _asked_in(name: str) -> ColumnElement[bool]:
    return experiments.c.id.in_(select(_of.experiment).where(_of.name == name.casefold()))


def _ended_badly(connection: Connection, one: Experiment) -> bool:
    """Whether any run failed or was stopped."""
    states = connection.execute(select(runs.c.state).where(runs.c.experiment == one.id)).scalars()
    return not ENDED_BADLY.isdisjoint(states)
