"""What a forecasting experiment forecasts, from what, and where the rows are cut."""

from dataclasses import dataclass, replace
from typing import ClassVar

from core.errors import UserError
from core.limits import choice, number, require_enough_left
from core.specs import ExperimentSpec, TaskSpec, TrainingSpec

NO_RECURSION = {  # what an answer that is fed back cannot do: step by step there is no such thing
    "transform": "seasonal_differences",
    "blocks": "days",
}
SCALED_AS = {  # transforms that a scale of each window's own can be added to
    "none": ("auto", "levels", "differences", "log_returns", "seasonal_differences"),
    "last": ("auto", "levels", "seasonal_differences"),
    "mean": ("auto", "levels", "differences", "seasonal_differences"),
}


@dataclass(frozen=True, kw_only=True)
class ForecastSpec(TaskSpec):
    """What is forecast, from what, and where the rows are cut (see `core.tasks.forecast.cuts`)."""

    kind: ClassVar[str] = "forecast"
    span: ClassVar[str] = "lookback"  # the field that tells how much of the past a network sees
    target: str
    horizon: int = number(5, 1, 500)  # steps ahead
    lookback: int = number(60, 2, 500)  # rows the network sees
    covariates: tuple[str, ...] = ()  # further columns, known up to the origin only
    ablation: bool = True  # train once more without the covariates, to see what they add
    calendar: str = choice("auto", ("auto", "yes", "no"), was={True: "yes", False: "no"}, before="no")
    holidays: str = ""  # of a country by its code, "exchange": of the ticker's exchange; "": none
    gaps: str = choice("left_out", ("left_out", "refuse"))  # times without a row: blank ones, or no training
    transform: str = choice("auto", SCALED_AS["none"])
    window_scaling: str = choice("none", ("none", "last", "mean"))  # each window less its last, by its mean
    blocks: str = choice("auto", ("auto", "steps", "days"), before="steps")  # days: a step is a day of rows
    strategy: str = choice("direct", ("direct", "recursive"))
    non_negative: str = choice("auto", ("auto", "yes", "no"), before="no")  # forecasts end at 0
    folds: int = number(0, 0, 5)  # of the test, all refitted before each; 0: one from 500 rows on, else more
    early_stopping_share: float = number(0.075, 0.02, 0.4)
    calibration_share: float = number(0.075, 0.02, 0.4)
    test_share: float = number(0.15, 0.02, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.strategy == "recursive":
            self._require_recursive()
        if self.transform not in SCALED_AS[self.window_scaling]:
            raise UserError("window_scaling_and_transform")
        require_enough_left(self.early_stopping_share, self.calibration_share, self.test_share)
        if self.target in self.covariates:
            raise UserError("target_among_covariates", column=self.target)

    def _require_recursive(self) -> None:
        if self.covariates:
            raise UserError("recursive_needs_future_covariates", columns=list(self.covariates))
        if self.window_scaling != "none" or any(getattr(self, f) == v for f, v in NO_RECURSION.items()):
            raise UserError("recursive_is_plain")

    @property
    def ablates(self) -> bool:
        """Whether there are covariates, and what they add is asked."""
        return self.ablation and bool(self.covariates)

    def kinds(self, refit: bool) -> list[str]:
        """Refitted on all rows before the test, then on all for the forecast; last without the covariates."""
        return ["backtest", "refit"] + ["final"] * refit + ["ablation"] * self.ablates

    def title(self, source: str) -> str:
        """After its data and what is forecast of them."""
        return f"{source} · {self.target}"


QUICK = ExperimentSpec(
    data="", task=ForecastSpec(target=""), seeds=3,
    training=TrainingSpec(updates=2000, patience=300, least=500, schedule="plateau"),
)  # fmt: skip
CAREFUL = replace(
    QUICK,
    seeds=5,
    match="parameters",
    model=replace(QUICK.model, units=64),
    training=replace(QUICK.training, updates=8000, patience=800, least=1500, learning_rate=0.002, batch=32),
)
PRESETS = {"quick": QUICK, "careful": CAREFUL}
