"""A bar while networks are trained, in terminals and notebooks."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from core.cli.terminal import latest
from core.store.records import Epoch, Run
from core.store.states import ENDED
from core.tasks.waiting import Watch


@contextmanager
def bar(shown: bool | None = None) -> Iterator[Watch]:
    """What is to be called with runs and epochs so far.

    Args:
        shown: Whether to draw it; None: where somebody looks, in a terminal or a notebook.
    """
    looks = sys.stderr.isatty() or "ipykernel" in sys.modules
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without ipywidgets a notebook's bar is a line of text, as good
        from tqdm.auto import tqdm
    with tqdm(desc="trained", unit="run", disable=not (looks if shown is None else shown)) as line:

        def watch(runs: list[Run], epochs: list[Epoch]) -> None:
            line.total, line.n = len(runs), sum(run.state in ENDED for run in runs)
            line.set_postfix_str(latest(runs, epochs))

        yield watch
