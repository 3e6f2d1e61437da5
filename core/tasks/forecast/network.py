"""What a forecasting network looks like."""

from dataclasses import dataclass

import keras

from core.cells import CELLS
from core.networks.build import compiled, many_to_one
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.measured_loss import on_measured


@dataclass(frozen=True)
class Shape:
    """What a network looks like from outside and inside."""

    cell: str
    model: ModelSpec
    units: int
    lookback: int
    columns: int  # numbers per step
    outputs: int
    gapless: bool = True  # every answer was measured; otherwise the loss leaves out what was not
    from_zero: bool = True  # its first answer is 0 (see `many_to_one`)

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        return compiled(
            many_to_one(
                CELLS[self.cell],
                self.model,
                units=self.units,
                lookback=self.lookback,
                columns=self.columns,
                outputs=self.outputs,
                kernel=kernel,
                seed=seed,
                l2=training.l2,
                from_zero=self.from_zero,
            ),
            training,
            None if self.gapless else on_measured(training.loss),
        )
