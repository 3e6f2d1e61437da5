"""How long an experiment will still take, told from what it has taken so far."""

from collections.abc import Sequence

from core.store.records import Epoch, Run
from core.store.waiting import Place

LEAST = 1.0  # second


def remaining(
    runs: Sequence[Run], epochs: Sequence[Epoch], place: Place, *, most_updates: int, now: float
) -> float | None:
    """Seconds left, from how long a training takes and this experiment's part of the workers.

    Args:
        runs: All of the experiment.
        epochs: Theirs, by run in the order of their numbers.
        place: Of the experiment among others.
        most_updates: Of one training.
        now: Seconds since 1970.

    Returns:
        None as long as no training has been looked at twice.
    """
    takes = _takes(runs, epochs, most_updates)
    if takes is None:
        return None
    simple = _mean([run for run in runs if not run.cell]) or takes
    left = [run for run in runs if run.state in ("queued", "running")]
    each = [(run, takes if run.cell else simple) for run in left]
    work = sum(whole - _spent(run, whole, now) for run, whole in each)
    return max(LEAST, work * (1 + place.sharing) / max(1, place.working))


def _spent(run: Run, takes: float, now: float) -> float:
    """Seconds at work on a run, of at most those it takes: the clock may have been set."""
    return min(takes, max(0.0, now - run.started)) if run.started else 0.0


def _takes(runs: Sequence[Run], epochs: Sequence[Epoch], most: int) -> float | None:
    """Seconds of one training: as those that ended took, else as if no update were spared."""
    if (took := _mean([run for run in runs if run.cell])) is not None:
        return took
    looks = ([epoch for epoch in epochs if epoch.run == run.id] for run in runs)
    projected = [_projected(mine, most) for mine in looks if len(mine) > 1]
    return sum(projected) / len(projected) if projected else None


def _mean(runs: Sequence[Run]) -> float | None:
    """Seconds that those took which ended well."""
    done = [run for run in runs if run.state == "done"]
    took = [run.finished - run.started for run in done if run.finished and run.started]
    return sum(took) / len(took) if took else None


def _projected(epochs: Sequence[Epoch], most: int) -> float:
    """The first updates, in which everything is compiled, and as many more as there may be, at their pace."""
    first, last = epochs[0], epochs[-1]
    pace = (last.seconds - first.seconds) / (last.at - first.at)
    return first.seconds + max(0, most - first.at) * pace
