"""The score of a sweep's winner."""

from dataclasses import dataclass

from core.evaluate.verdict import Verdict


@dataclass(frozen=True)
class Scored:
    """The winner on test."""

    verdict: Verdict
    reference: str
    cell: str
    score: float | None  # MAE of the mean forecast, accuracy on texts
    gain: float | None  # skill, or accuracy above the reference
    low: float | None  # its 95 % interval
    high: float | None
    p: float | None
    sent: str | None = None  # which forecast to send, named before the test
