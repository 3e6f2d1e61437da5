"""How much room the networks of an experiment take, and how it is given back without its result."""

from sqlalchemy import delete, func, select

from core.store.database import reading, writing
from core.store.schema import artifacts, runs
from core.store.store import Store


def networks_size(store: Store, experiment: str) -> int:
    """Bytes of the weights that are kept of an experiment."""
    query = select(func.coalesce(func.sum(func.length(artifacts.c.body)), 0)).join(runs)
    mine = (runs.c.experiment == experiment) & (artifacts.c.name == "weights")
    with reading(store.engine) as connection:
        return int(connection.execute(query.where(mine)).scalar_one())


def drop_networks(store: Store, experiment: str) -> int:
    """Delete the weights; result, figures and forecasts stay.

    Returns:
        How many bytes they took.

    Raises:
        UserError: `unknown_experiment`.
    """
    store.experiment(experiment)
    size = networks_size(store, experiment)
    of = select(runs.c.id).where(runs.c.experiment == experiment)
    with writing(store.engine) as connection:
        connection.execute(delete(artifacts).where(artifacts.c.run.in_(of), artifacts.c.name == "weights"))
    return size
