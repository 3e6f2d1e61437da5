"""The same error again and again is logged once a minute, with a count: a log must not fill the disk.

Whoever sends forged values of a widget makes Streamlit log a traceback for each of them.
"""

import logging
import time
from collections.abc import Callable, Iterable
from types import TracebackType

EVERY = 60.0  # seconds
MOST_KINDS = 1000  # of messages that are told apart
OURS = ("streamlit", "app", "core")


class Repeats(logging.Filter):
    """Lets a kind of warning or error through once in a while; the next one tells how many were left out.

    Of a kind are messages of one place in the code, whatever they are filled with, and exceptions raised at
    the same line.

    Args:
        clock: Seconds, ever growing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.last: dict[tuple[object, ...], tuple[float, int]] = {}  # when, and how many were left out since

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is to be written."""
        if record.levelno < logging.WARNING:
            return True
        kind, now = _kind(record), self.clock()
        logged, left_out = self.last.pop(kind, (now - EVERY, 0))
        again = now - logged >= EVERY
        self.last[kind] = (now, 0) if again else (logged, left_out + 1)
        while len(self.last) > MOST_KINDS:
            self.last.pop(next(iter(self.last)), None)
        if again and left_out:
            record.msg, record.args = (
                f"{record.getMessage()} (and {left_out} more like it since the last)",
                (),
            )
        return again


def log_repeats_seldom(names: Iterable[str] | None = None) -> None:
    """Keep repeated errors out of the log of all loggers that there are; once for each of them."""
    ours = names or [name for name in logging.Logger.manager.loggerDict if name.split(".")[0] in OURS]
    for name in ours:
        logger = logging.getLogger(name)
        if not any(isinstance(one, Repeats) for one in logger.filters):
            logger.addFilter(Repeats())


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    type, _, trace = record.exc_info or (None, None, None)
    return record.pathname, record.lineno, type, _raised_at(trace)


def _raised_at(trace: TracebackType | None) -> tuple[str, int] | None:
    if trace is None:
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename, trace.tb_lineno
