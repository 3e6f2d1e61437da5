"""What the outcome of every task that judges methods has: a row for each, and which of them is sent."""

from typing import Generic, Protocol, TypeVar

from core.evaluate.sent import Sent
from core.evaluate.verdict import Verdict


class Named(Protocol):
    """What a row is found by."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...


Row = TypeVar("Row", bound=Named)


class MethodTable(Generic[Row]):
    """An outcome with a table of methods."""

    methods: tuple[Row, ...]  # the best first
    chosen: Sent | None  # what to use, named before the test. None: scored by an earlier edition

    @property
    def sent(self) -> Sent:
        """What to use; whoever asks has made sure that the experiment is not outdated."""
        assert self.chosen is not None
        return self.chosen

    def method(self, name: str, kind: str | None = None) -> Row:
        """The row of a method; a cell's own, unless its single seeds are asked for."""
        return next(
            m for m in self.methods if m.name == name and (m.kind == kind if kind else m.kind != "seeds")
        )

    def sent_row(self) -> Row:
        """What is used, scored on the test."""
        return self.method(self.sent.name, self.sent.kind)


class Judged(Protocol):
    """What the outcomes of tasks with a verdict have in common."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def seeds_done(self) -> int: ...
    @property
    def seeds_wanted(self) -> int: ...
