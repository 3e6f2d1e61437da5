"""The series that a question is about."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.arrays import Floats
from core.tasks.question import Source


@dataclass(frozen=True, eq=False)
class Series(Source):
    """What the engine knows of a forecasting experiment's series, and the window that is asked about."""

    columns: int  # numbers per step
    outputs: int  # numbers the networks answer with
    gapless: bool = True  # every value was measured; otherwise the loss leaves out what was not
    lookback: int = 1  # steps of a window: rows, or days
    window: Floats | None = None  # (lookback, columns), scaled
    truth: Floats | None = None  # (outputs,), scaled; NaN where nothing was measured
    facts: dict[str, Any] = field(default_factory=dict)  # for the answer: how to read the scaled numbers

    @property
    def count(self) -> int:
        """Steps ahead that a network tells at once."""
        return self.outputs

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return self.columns, self.outputs, self.gapless, self.lookback

    def scale(self, output: int) -> tuple[float, float]:
        """From a scaled answer to a level or a change."""
        return self.facts["deviation"][output], self.facts["mean"][output]

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Levels or changes on the original scale."""
        return outputs * np.asarray(self.facts["deviation"]) + np.asarray(self.facts["mean"])
