"""How fast somebody may ask for something: a store of tries that fills up again over time."""

import time
from collections.abc import Callable


class Pace:
    """Tries that come together, and then so many a second.

    Args:
        together: The most that need not wait for one another.
        a_second: How many more there may be each second.
        now: Seconds of a clock.
    """

    def __init__(self, together: float, a_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self.together, self.a_second, self.now = together, a_second, now
        self.level, self.seen = 0.0, now()

    def wait(self, tries: float = 1) -> float:
        """Count one try, or what weighs as much as several; returns the seconds that it is too early."""
        now = self.now()
        self.level = max(0.0, self.level - (now - self.seen) * self.a_second) + tries
        self.seen = now
        return max(0.0, (self.level - self.together) / self.a_second)

    @property
    def rested(self) -> bool:
        """Whether nothing is left of earlier tries."""
        return self.level <= (self.now() - self.seen) * self.a_second
