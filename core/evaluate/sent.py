"""What is to be sent or used."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The method to send or to use, named before the test was looked at."""

    name: str  # baseline, cell, or cell with ridge
    kind: str  # "simple", "cell" or "with_ridge"
    best: str | None  # lowest error on the rows it was chosen on; None: too few rows to compare on
    errors: dict[str, float]  # mean loss on the validation and calibration rows by method, simplest first
    independent: int  # calibration origins that do not overlap
    squared: bool  # losses are squared errors (intermittent demand), else absolute ones
