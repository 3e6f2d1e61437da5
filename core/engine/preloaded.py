"""What the process has imported from which workers are forked: Keras, by way of the first task's training."""

from importlib import import_module

from core.tasks import TASKS

import_module(next(iter(TASKS.values())).worker)
