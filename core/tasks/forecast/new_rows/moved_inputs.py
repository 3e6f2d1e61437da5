"""Whether what networks read has moved since their training."""

from core.evaluate.drift import Drift, drifts
from core.store.store import Store
from core.tasks.forecast.moved import as_trained
from core.tasks.forecast.new_rows.predicting import Live
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec


def moved_inputs(store: Store, known: Live) -> list[Drift]:
    """Each column as it is read (the target after its transform), new rows beside those trained on.

    Raises:
        UserError: `data_gone`, and what `as_trained` raises.
    """
    if known.rows == known.experiment.data:
        return []
    task, chosen = known.experiment.spec.of(ForecastSpec), Chosen.of(known.outcome.facts)
    trained = prepare(store.dataset(known.experiment.data), task, chosen=chosen)
    now = as_trained(trained, store.dataset(known.rows))
    raw, since = now.source.raw(now.chosen), len(trained.values)
    read = [name for kind, name in now.names if kind in ("seen", "level", "column")]
    lost = min(since, int(now.scaling.season))
    return drifts(raw[lost:since], raw[since:], read)
