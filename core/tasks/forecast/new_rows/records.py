"""The track record of all forecasts: what was sent, how it went, and what would have been best."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.errors import UserError
from core.evaluate.drift import Drift
from core.store.forecasts import recorded
from core.store.jsonable import plain
from core.store.records import Experiment
from core.store.store import Store
from core.store.whose import Owners
from core.tasks.forecast.new_rows.moved_inputs import moved_inputs
from core.tasks.forecast.new_rows.placing import told as told_time
from core.tasks.forecast.new_rows.predicting import Live, live_of
from core.tasks.forecast.new_rows.summary import track_of, track_summary
from core.tasks.forecast.new_rows.track import Track, Tracked
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec

FEWEST_VALUES = 5  # that were scored, from which on a method may be called the best since
Judge = Callable[[Experiment], Outcome | None]


@dataclass(frozen=True, eq=False)
class Recorded:
    """One experiment's record."""

    live: Live
    track: Track
    drift: tuple[Drift, ...]  # of what its networks read

    @property
    def best(self) -> Tracked | None:
        """The method that would have been best so far; None as long as too little has come."""
        found = [one for one in self.track.methods if one.values >= FEWEST_VALUES]
        return found[0] if found else None

    @property
    def moved(self) -> list[Drift]:
        """Columns that have moved by more than chance."""
        return [one for one in self.drift if one.moved]


def records(store: Store, owners: Owners, judge: Judge | None = None) -> Iterable[Recorded]:
    """Those of all experiments whose forecasts were followed by others, the newest first.

    Args:
        owners: Whose; None is everybody.
        judge: Tells an experiment's outcome, where somebody keeps it; else it is computed.
    """
    for id in recorded(store.engine, owners):
        experiment = store.experiment(id)
        if experiment.task != ForecastSpec.kind:
            continue
        runs = store.runs(id)
        known = judge(experiment) if judge else outcome(store, experiment, runs)
        try:
            live = live_of(store, experiment, runs, known)
            yield Recorded(live, track_of(live), tuple(moved_inputs(store, live)))
        except UserError:
            continue  # trained anew since by other rules, or its rows are gone: nothing can be scored


def record_summary(one: Recorded) -> dict[str, Any]:
    """As plain data."""
    best = one.best
    return dict(
        plain(
            {
                "experiment": one.live.experiment.id,
                "name": one.live.experiment.name,
                "last": told_time(one.live.told[-1].origin),
                "best_since": best.name if best else None,
                "drift": [{**vars(each), "moved": each.moved} for each in one.drift],
                "track": track_summary(one.live),
            }
        )
    )
