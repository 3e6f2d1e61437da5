"""Experiments that have ended, written for TensorBoard or MLflow where the engine's variable says so."""

import os
import subprocess
import sys
from pathlib import Path

from core.errors import UserError
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.logged import VARIABLE

ROOT = Path(__file__).resolve().parents[2]


class Logs:
    """Starts a process for each, since judging takes seconds and their packages some more."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._started: list[subprocess.Popen[bytes]] = []

    def look(self, experiment: str) -> None:
        """Log an experiment if that was its last run; of sweeps the winner alone, not every setting."""
        if not os.environ.get(VARIABLE):
            return
        self._started = [one for one in self._started if one.poll() is None]  # those that ended are let go
        if not self._is_wanted(experiment):
            return
        command = [sys.executable, "-m", "core.tasks.logged_once", experiment]
        own = os.environ | {"UNROLLED_HOME": str(self.store.folder)}
        self._started.append(subprocess.Popen(command, cwd=ROOT, env=own, stdin=subprocess.DEVNULL))

    def _is_wanted(self, id: str) -> bool:
        try:
            if self.store.experiment(id).sweep is not None:
                return False
        except UserError:  # deleted meanwhile
            return False
        return all(run.state in ENDED for run in self.store.runs(id))
