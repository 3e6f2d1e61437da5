"""Places in the line: few at once, first come first served, nobody takes all of them."""

import threading
import time
from contextlib import ExitStack

import pytest

from core.apart.line import Line, Reader, reading_for
from core.errors import UserError


class Visitor(threading.Thread):
    """Takes a turn for somebody, and keeps it until told to go."""

    def __init__(self, line, who):
        super().__init__(daemon=True)
        self.line, self.who = line, who
        self.began, self.leave = threading.Event(), threading.Event()
        self.refused = None
        self.start()

    def run(self):
        try:
            with reading_for(Reader(self.who)), self.line.turn():
                self.began.set()
                self.leave.wait(20)
        except UserError as error:
            self.refused = error.key

    def until_in_line(self):
        while self.is_alive() and not self.began.is_set() and not len(self.line.line):
            time.sleep(0.005)
        time.sleep(0.05)
        return self


@pytest.fixture
def visitors():
    with ExitStack() as stack:

        def come(line, who):
            visitor = Visitor(line, who)
            stack.callback(visitor.leave.set)
            return visitor.until_in_line()

        yield come


def test_a_few_go_at_once_and_the_others_in_the_order_they_came(visitors):
    line = Line(at_once=2)
    a, b, c, d = (visitors(line, who) for who in "abcd")
    assert a.began.is_set() and b.began.is_set()
    assert not c.began.is_set() and not d.began.is_set()
    b.leave.set()
    assert c.began.wait(5) and not d.began.is_set()
    a.leave.set()
    assert d.began.wait(5)


def test_one_person_has_one_reading_and_one_that_waits_and_holds_up_nobody(visitors):
    line = Line(at_once=2)
    first, second, third = (visitors(line, "greedy") for _ in range(3))
    assert first.began.is_set() and not second.began.is_set()  # though there is a place
    third.join(5)
    assert third.refused == "reading_two_already"
    other = visitors(line, "other")
    assert other.began.wait(5) and not second.began.is_set()
    first.leave.set()
    assert second.began.wait(5)


def test_a_full_line_and_a_long_one_are_refused(visitors):
    line = Line(at_once=1, waiting=1, patience=1.0)
    busy, patient = visitors(line, "a"), visitors(line, "b")
    with pytest.raises(UserError, match="reading_busy"), line.turn():
        pass
    patient.join(10)
    assert patient.refused == "reading_busy" and busy.began.is_set()
    busy.leave.set()
    with line.turn():  # nothing is left of those who went
        assert len(line.running) == 1
    assert not line.running and not line.line


def test_an_error_gives_the_place_back():
    line = Line(at_once=1)
    with pytest.raises(KeyError), line.turn():
        raise KeyError
    with line.turn():
        pass
