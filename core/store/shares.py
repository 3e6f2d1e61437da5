"""What each person has of the store, compared with what one may have (see `quotas`).

Everything here is called in the transaction that queues or keeps: what is asked for in two tabs at once
cannot both pass.
"""

import shutil
from pathlib import Path

from sqlalchemy import Connection, func, select

from core.errors import UserError
from core.store.quotas import Quotas, quotas
from core.store.schema import artifacts, brought, experiments, requests, runs, sweeps

DAY = 86_400.0  # seconds
MB = 1_000_000  # bytes
HEARD = 120.0  # seconds; who asked longer ago has given up waiting


def require_turns(connection: Connection, owner: str | None, new: int) -> None:
    """Make sure that an experiment, or a sweep, with so many runs may be queued.

    Raises:
        UserError: `quota_queued`, `quota_experiments`, `quota_in_all`.
    """
    if owner is None:
        return
    limits = quotas()
    if limits.queued and (have := queued(connection, owner)) + new > limits.queued:
        raise UserError("quota_queued", have=have, new=new, most=limits.queued)
    if limits.experiments and (have := unfinished(connection, owner)) >= limits.experiments:
        raise UserError("quota_experiments", have=have, most=limits.experiments)
    if limits.queued_in_all and (have := queued(connection)) + new > limits.queued_in_all:
        raise UserError("quota_in_all", have=have, new=new, most=limits.queued_in_all)


def may_wait(connection: Connection, owner: str | None, new: int) -> bool:
    """Whether so many runs more may wait; a sweep's next setting comes when they may."""
    most = quotas().queued
    return owner is None or not most or queued(connection, owner) + new <= most


def queued(connection: Connection, owner: str | None = None) -> int:
    """Runs that wait: of one person, or of all."""
    waits = select(func.count()).select_from(runs).where(runs.c.state == "queued")
    if owner is not None:
        mine = select(experiments.c.id).where(experiments.c.owner == owner)
        waits = waits.where(runs.c.experiment.in_(mine))
    return int(connection.execute(waits).scalar_one())


def unfinished(connection: Connection, owner: str) -> int:
    """A person's experiments and sweeps that have something to do."""
    active = select(runs.c.experiment).where(runs.c.state.in_(("queued", "running"))).distinct()
    alone = (experiments.c.owner == owner) & experiments.c.sweep.is_(None) & experiments.c.id.in_(active)
    swept = (sweeps.c.owner == owner) & (sweeps.c.state == "running")
    counts = (
        select(func.count()).select_from(table).where(which)
        for table, which in ((experiments, alone), (sweeps, swept))
    )
    return sum(int(connection.execute(count).scalar_one()) for count in counts)


def require_room(
    connection: Connection, owner: str | None, new: int, now: float, folder: Path | None = None
) -> None:
    """Make sure that so many bytes more may be kept for somebody.

    Args:
        new: 0 for an experiment, whose results nobody knows yet.
        folder: On the disk that will hold them, where they go to files.

    Raises:
        UserError: `quota_data`, `quota_upload`, `quota_disk`.
    """
    if owner is None:
        return
    limits = quotas()
    if folder is not None:
        require_free(folder, new, limits)
    if limits.data_mb and (then := kept(connection, owner) + new) > limits.data_mb * MB:
        raise UserError("quota_data", then=_mb(then), most=limits.data_mb)
    if not (new and limits.upload_mb):
        return
    if (then := kept_since(connection, owner, now - DAY) + new) > limits.upload_mb * MB:
        raise UserError("quota_upload", then=_mb(then), most=limits.upload_mb)


def require_free(folder: Path, new: int, limits: Quotas) -> None:
    """Make sure that the disk has room for others too; raises `quota_disk`."""
    if limits.free_mb and shutil.disk_usage(folder).free - new < limits.free_mb * MB:
        raise UserError("quota_disk", least=limits.free_mb)


def require_question(connection: Connection, asker: str | None, now: float) -> None:
    """Make sure that one more question may wait.

    Raises:
        UserError: `quota_questions`, `quota_questions_in_all`.
    """
    if asker is None:
        return
    limits, open = quotas(), requests.c.answer.is_(None) & (requests.c.asked > now - HEARD)
    waits = select(func.count()).select_from(requests).where(open)
    for key, most, counted in (
        ("quota_questions", limits.questions, waits.where(requests.c.asker == asker)),
        ("quota_questions_in_all", limits.questions_in_all, waits.where(requests.c.asker.is_not(None))),
    ):
        if most and (have := int(connection.execute(counted).scalar_one())) >= most:
            raise UserError(key, have=have, most=most)


def kept(connection: Connection, owner: str) -> int:
    """Bytes that are kept for a person: what was brought, and what the runs left."""
    return kept_since(connection, owner, 0.0) + results(connection, owner)


def kept_since(connection: Connection, owner: str, since: float) -> int:
    """Bytes that a person brought since a moment."""
    mine = (brought.c.owner == owner) & (brought.c.added > since)
    return int(
        connection.execute(select(func.coalesce(func.sum(brought.c.bytes), 0)).where(mine)).scalar_one()
    )


def results(connection: Connection, owner: str) -> int:
    """Bytes of networks and forecasts that a person's runs left."""
    size = func.coalesce(func.sum(func.length(artifacts.c.body)), 0)
    mine = select(size).join(runs, runs.c.id == artifacts.c.run)
    mine = mine.join(experiments, experiments.c.id == runs.c.experiment).where(experiments.c.owner == owner)
    return int(connection.execute(mine).scalar_one())


def _mb(bytes: int) -> int:
    return -(-bytes // MB)  # a file of some kilobytes is not told as nothing
