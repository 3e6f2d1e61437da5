"""Whether the very same experiment was done before: equal data, settings and seeds give equal numbers."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Engine, select

from core.errors import UserError
from core.evaluate import from_before
from core.specs import ExperimentSpec
from core.store.database import reading
from core.store.records import Experiment, read_json
from core.store.rows import as_experiment
from core.store.schema import experiments, runs
from core.store.shipped import is_example
from core.store.whose import Owners, belonging


def done_before(database: Engine, spec: ExperimentSpec, owners: Owners = None) -> Experiment | None:
    """The latest experiment with this spec of which every run has ended well, or None.

    What came with the product does not count, for it was not trained here, and what earlier rules scored.

    Args:
        spec: With the hash of its data.
        owners: Whose experiments are looked through: that others did the same is theirs to tell.
    """
    with reading(database) as connection:
        found = alike(connection, spec, belonging(experiments.c.owner, owners))
        return next((one for one in found if _whole(connection, one)), None)


def alike(connection: Connection, spec: ExperimentSpec, which: ColumnElement[bool]) -> Iterator[Experiment]:
    """Experiments with this spec that were asked for here, the latest first.

    Args:
        which: Among which it is looked for.
    """
    found = _on_the_data(connection, spec, which)
    return (one for one in found if one.spec == spec and not is_example(one))


def _on_the_data(
    connection: Connection, spec: ExperimentSpec, which: ColumnElement[bool]
) -> Iterator[Experiment]:
    """Specs are compared as objects: those of earlier versions were written with fewer fields."""
    query = select(experiments).where(which, experiments.c.data == spec.data, experiments.c.sweep.is_(None))
    for row in connection.execute(query.order_by(experiments.c.created.desc())).all():
        try:
            yield as_experiment(row)
        except UserError:  # of a setting that there is no more
            continue


def _whole(connection: Connection, one: Experiment) -> bool:
    query = select(runs.c.state, runs.c.kind, runs.c.facts).where(runs.c.experiment == one.id)
    found = connection.execute(query).all()
    simple = (read_json(run.facts) or {} for run in found if run.kind == "simple")
    by_rules = one.spec.task.edited and any(map(from_before, simple))
    return {run.state for run in found} == {"done"} and not by_rules
