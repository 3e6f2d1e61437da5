"""What nobody uses goes: uploads a day after they were last wanted, and what killed processes left half done.

A data set that an experiment or a sweep names never goes. Whoever queues one claims it in a transaction, and
what is swept is swept in a transaction: one of the two is first, and the other sees it.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update

from core.store.brought import Name
from core.store.data_folder import DATA, VECTORS
from core.store.data_store import DataStore
from core.store.database import writing
from core.store.requests import KEPT
from core.store.schema import brought, datasets, experiments, findings, forecasts, requests, sweeps
from core.store.shares import DAY

PRICES_KEPT = 30 * DAY  # copies that stand in where Yahoo does not answer
VECTORS_IN_SPEC = re.compile(r'"vectors": ?"([0-9a-f]{64})"')
LEFT_OVER = ("data/*.part", "public/*.part", "public/tmp*", "tickers/*.part")  # of processes that were killed
Owned = set[tuple[str, Name]]  # an owner, and a file that something of theirs names


@dataclass(frozen=True)
class Swept:
    """What went."""

    files: int = 0
    bytes: int = 0


def tidy(store: DataStore, now: float | None = None) -> Swept:
    """Sweep what is not used any more.

    Args:
        now: Seconds since 1970.
    """
    moment = time.time() if now is None else now
    with writing(store.engine) as connection:
        connection.execute(delete(requests).where(requests.c.asked < moment - KEPT))
        owned, known = named_in(connection), _known(connection)
        _forget_claims(connection, owned, moment)
        _measure(connection, store)
        names = known - {name for _, name in owned}
        gone = list(_unused(connection, store, names, moment))
        hashes = [path.stem for path in gone if path.suffix == f".{DATA}"]
        for start in range(0, len(hashes), 500):
            connection.execute(delete(datasets).where(datasets.c.hash.in_(hashes[start : start + 500])))
        swept = _removed(gone)
    left = _removed(_old(store.folder, LEFT_OVER, moment - DAY))
    prices = _removed(_old(store.folder, ("tickers/prices_*.parquet",), moment - PRICES_KEPT))
    parts = swept, left, prices
    return Swept(sum(one.files for one in parts), sum(one.bytes for one in parts))


def named_in(connection: Connection) -> Owned:
    """All files that an experiment or a sweep names, each with whose it is ("" for nobody's)."""
    found: Owned = set()
    for table in (experiments, sweeps):
        for row in connection.execute(select(table.c.owner, table.c.data).distinct()):
            found.add((row.owner or "", (row.data, DATA)))
        with_vectors = select(table.c.owner, table.c.spec).where(table.c.spec.contains('"vectors"'))
        for row in connection.execute(with_vectors):
            found |= {(row.owner or "", (hash, VECTORS)) for hash in VECTORS_IN_SPEC.findall(row.spec)}
    return found | _newest_rows(connection) | _rested_on(connection)


def _rested_on(connection: Connection) -> Owned:
    """Data that something rests on which was found out later."""
    query = select(experiments.c.owner, findings.c.data).where(findings.c.data.is_not(None)).distinct()
    of = query.join(experiments, experiments.c.id == findings.c.experiment)
    return {(row.owner or "", (row.data, DATA)) for row in connection.execute(of)}


def _newest_rows(connection: Connection) -> Owned:
    """Of each experiment the rows of its latest forecast, which the next ones are put behind."""
    latest = (
        select(forecasts.c.experiment, func.max(forecasts.c.made).label("made"))
        .group_by(forecasts.c.experiment)
        .subquery()
    )
    query = (
        select(experiments.c.owner, forecasts.c.data)
        .join(experiments, experiments.c.id == forecasts.c.experiment)
        .join(latest, (latest.c.experiment == forecasts.c.experiment) & (latest.c.made == forecasts.c.made))
    )
    return {(row.owner or "", (row.data, DATA)) for row in connection.execute(query)}


def _forget_claims(connection: Connection, owned: Owned, now: float) -> None:
    """Who has not wanted something for a day, and has nothing that names it, has it no more."""
    stale = select(brought.c.owner, brought.c.hash, brought.c.kind).where(brought.c.touched < now - DAY)
    for owner, hash, kind in connection.execute(stale).all():
        if (owner, (hash, kind)) not in owned:
            mine = (brought.c.owner == owner) & (brought.c.hash == hash) & (brought.c.kind == kind)
            connection.execute(delete(brought).where(mine))


def _measure(connection: Connection, store: DataStore) -> None:
    """Sizes that an older version did not keep."""
    unknown = select(brought.c.hash, brought.c.kind).where(brought.c.bytes == 0).distinct()
    for hash, kind in connection.execute(unknown).all():
        with suppress(OSError):
            size = store.data.file(hash, kind).stat().st_size
            same = (brought.c.hash == hash) & (brought.c.kind == kind)
            connection.execute(update(brought).where(same).values(bytes=size))


def _known(connection: Connection) -> set[Name]:
    """All files that this database has ever heard of: another one may use the same folder."""
    rows = connection.execute(select(brought.c.hash, brought.c.kind))
    found = {(row.hash, row.kind) for row in rows}
    return found | {(hash, DATA) for hash in connection.execute(select(datasets.c.hash)).scalars()}


def _unused(connection: Connection, store: DataStore, names: set[Name], now: float) -> Iterator[Path]:
    """Of these files, which nothing needs, those that nobody has wanted for a day and that are older."""
    wanted = {(row.hash, row.kind) for row in connection.execute(select(brought.c.hash, brought.c.kind))}
    public = {note.read_text().strip() for note in (store.folder / "public").glob("*.sha256")}
    for name in names - wanted:
        path = store.data.file(*name)
        if path.exists() and name[0] not in public and _age(path, now) > DAY:
            yield path


def _old(folder: Path, patterns: Iterable[str], before: float) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in folder.glob(pattern) if _age(path, before) > 0)


def _age(path: Path, now: float) -> float:
    """Seconds; none where it has just gone."""
    try:
        return now - path.stat().st_mtime
    except OSError:
        return 0.0


def _removed(paths: Iterable[Path]) -> Swept:
    files = bytes = 0
    for path in paths:
        with suppress(OSError):  # somebody else's, or gone: the next time may do better
            size = path.stat().st_size
            path.unlink()
            files, bytes = files + 1, bytes + size
    return Swept(files, bytes)
