"""An experiment and the one on corrected labels: on the same test texts, by the labels as corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.compare.test_set import Obstacle, TestSet
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.classified.compare import obstacle
from core.tasks.classified.paired import Paired, paired
from core.tasks.results import baseline_run
from core.tasks.sentiment.results import text_outcome


@dataclass(frozen=True)
class OldAndNew:
    """What came of corrected labels."""

    texts: int  # test texts that both tell
    relabelled: int  # of these, whose label was corrected
    methods: Sequence[Paired]  # by the labels as corrected
    provisional: bool  # the new one is still training


def old_and_new(store: Store, before: Experiment, after: Experiment) -> OldAndNew | Obstacle | None:
    """Compare them; what keeps them from being compared, or None as long as one has no result."""
    old, new = (text_outcome(store, one, store.runs(one.id)) for one in (before, after))
    if old is None or new is None:
        return None
    found = obstacle(_test_set(store, before), _test_set(store, after))
    if found is not None:
        return found
    rows = paired(old.probabilities, new.probabilities, new.truth)
    changed = int(np.sum(old.truth != new.truth))
    return OldAndNew(len(new.truth), changed, rows, new.seeds_done < new.seeds_wanted)


def _test_set(store: Store, experiment: Experiment) -> TestSet:
    run = baseline_run(store.runs(experiment.id))
    assert run is not None  # there is an outcome
    return TestSet(experiment, store.arrays(run.id), run.facts)
