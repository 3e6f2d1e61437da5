"""The one door through which pages change what is there: only for its maker, and for operators.

Each change looks the thing up again when it is done, so that nothing depends on what was drawn before.
"""

from app.people import may_change, owners, person
from app.store import open_store
from core.errors import UserError
from core.store.kept_networks import drop_networks
from core.store.whose import hand_over
from core.sweeps.rows import delete_sweep, rename_sweep, score_best, stop_sweep, sweep_of


def stop_experiment(id: str) -> None:
    """Stop it; raises `not_yours`, as all of these do, and `unknown_experiment`."""
    _require(open_store().experiment(id).owner)
    open_store().request_stop(id)


def rename_experiment(id: str, name: str) -> None:
    """Give it another name; raises what `core.names.given_name` does."""
    _require(open_store().experiment(id).owner)
    open_store().rename(id, name)


def delete_experiment(id: str) -> None:
    """Delete it with its results."""
    _require(open_store().experiment(id).owner)
    open_store().delete(id)


def drop_networks_of(id: str) -> int:
    """Delete the networks that it keeps; returns the bytes that they took."""
    _require(open_store().experiment(id).owner)
    return drop_networks(open_store(), id)


def require_mine(id: str) -> None:
    """For what a task does to an experiment of its own."""
    _require(open_store().experiment(id).owner)


def stop_the_sweep(id: str) -> None:
    """Try no further setting; raises `unknown_sweep`, as the following do."""
    _require(sweep_of(open_store().engine, id).owner)
    stop_sweep(open_store().engine, id)


def rename_the_sweep(id: str, name: str) -> None:
    """Give it another name; raises what `core.names.given_name` does."""
    _require(sweep_of(open_store().engine, id).owner)
    rename_sweep(open_store().engine, id, name)


def delete_the_sweep(id: str) -> None:
    """Delete it with all it has tried."""
    _require(sweep_of(open_store().engine, id).owner)
    delete_sweep(open_store().engine, id)


def score_the_best(id: str) -> None:
    """Score the best setting of a stopped sweep on the test: it costs its maker's turn."""
    sweep = sweep_of(open_store().engine, id)
    _require(sweep.owner)
    score_best(open_store().engine, sweep)


def claim_what_is_here() -> None:
    """Give what was made in this browser without signing in to who is signed in; raises `not_yours`."""
    who, mine = person(), owners()
    if who is None or mine is None:
        raise UserError("not_yours")
    hand_over(open_store().engine, mine - {who}, who)


def _require(owner: str | None) -> None:
    if not may_change(owner):
        raise UserError("not_yours")
