"""What runs answered on the test: networks that were trained again before it, once there are all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.arrays import Arrays
from core.store.across import PlacedRun, refits_of
from core.store.records import Run
from core.store.store import Store


@dataclass(frozen=True, eq=False)
class Answers:
    """Where the answers of some runs are."""

    arrays: Callable[[str], Arrays]  # by the id of a run
    refits: Mapping[str, str]  # by run, the one that was trained again before the test
    waiting: bool  # some run lacks its refit, and so all answers are those from before

    def __call__(self, run: Run) -> Arrays:
        """What a run left; on the test what its refit answered."""
        left, refit = self.arrays(run.id), self.refits.get(run.id)
        return left if refit is None else dict(left) | {"test": self.arrays(refit)["test"]}

    def key(self, run: Run) -> str:
        """Tells apart whose answers they are."""
        return self.refits.get(run.id, run.id)


def answers_of(store: Store, runs: Sequence[PlacedRun]) -> Answers:
    """Of runs that are compared, all on the same footing.

    As long as one of them waits for its refit, all are compared by what they answered before: baselines
    are refitted, and a cell whose networks are not would look worse than its equal.
    """
    done = [one.run for one in runs if (one.run.kind, one.run.state) == ("backtest", "done")]
    waiting, found = refits_of(store.engine, done)
    return Answers(store.arrays, {} if waiting else found, waiting)
