"""The experiment that comes with the product."""

from dataclasses import replace

from core.data.panel.samples import PRESELECTED, load_panel_sample
from core.specs import ModelSpec
from core.store.store import Store
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.spec import MANY, PanelSpec
from core.tasks.panel.start import start
from core.tasks.queueing import queue

UNITS, LOOKBACK, UPDATES = 32, 28, 800  # small: each network is trained three times


def queue_example(store: Store) -> str:
    """The sample that is preselected, a few weeks of it read, one seed for each cell."""
    facts = keep_panel(store, load_panel_sample(PRESELECTED))
    usual = start(facts)
    task = replace(usual.of(PanelSpec), lookback=LOOKBACK)
    training = replace(MANY.training, updates=UPDATES)
    return queue(
        store, facts, replace(usual, seeds=1, task=task, training=training, model=ModelSpec(units=UNITS))
    )
