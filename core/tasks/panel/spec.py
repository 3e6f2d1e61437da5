"""How many series are forecast together, and what a newcomer starts with."""

from dataclasses import dataclass
from typing import ClassVar

from core.limits import choice, number
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec

MOST_TOGETHER = 50  # series that one network reads at once
MOST_TEST = 30  # origins, from which on what all series share can be told from chance


@dataclass(frozen=True, kw_only=True)
class PanelSpec(TaskSpec):
    """What is asked for, and how windows are read (see `core.tasks.panel.windows`)."""

    kind: ClassVar[str] = "panel"
    horizon: int = number(12, 1, 500)  # steps ahead
    lookback: int = number(24, 2, 2000)  # steps the network sees
    season: int = number(0, 0, 2000)  # steps; 0: told from the series
    block: int = number(1, 1, 288)  # steps that are read as one: the hours of a day
    seasonal_difference: bool = True  # what is told is the difference to the season before
    head: str = choice("shared", ("shared", "decoder"), before="shared")  # what reads what is known ahead
    together: bool = False  # a network reads all series at once, and tells all of them
    aligned: str = choice(
        "times", ("times", "ends")
    )  # where series are cut: at common times, or each at its end
    holidays: str = ""  # known ahead: of a country by its code; "": none
    test_origins: int = number(0, 0, MOST_TEST)  # 0: as many as the series allow

    def kinds(self, refit: bool) -> list[str]:
        """Each network is trained again on all rows before the test, and on all rows for the forecast."""
        return ["backtest", "refit"] + ["final"] * refit


MANY = ExperimentSpec(
    data="", seeds=3,
    task=PanelSpec(),
    model=ModelSpec(units=64),
    training=TrainingSpec(updates=1200, patience=600, learning_rate=0.003, batch=256),
)  # fmt: skip
