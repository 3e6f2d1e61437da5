"""One trained experiment per task that comes with the product, so that no view opens empty.

They were trained by `python -m core.examples`, which trains them anew.
"""

from pathlib import Path

from core.errors import UserError
from core.store.portable import import_experiment
from core.store.records import Experiment
from core.store.shipped import example_id
from core.store.store import Store
from core.tasks import TASKS

FOLDER = Path(__file__).parent
EXAMPLES = tuple(task for task in TASKS if (FOLDER / f"{task}.zip").exists())  # those that have one


def example(store: Store, task: str, name: str) -> Experiment:
    """A task's example; put into the store if it is not there, under the given name."""
    id = example_id(task)
    try:
        return store.experiment(id)
    except UserError as error:
        if error.key != "unknown_experiment":
            raise
    import_experiment(store, (FOLDER / f"{task}.zip").read_bytes(), id=id, name=name)
    return store.experiment(id)
