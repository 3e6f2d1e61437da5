"""Places in the line: few at once, first come first served, nobody takes all of them."""

import threading
import time
from contextlib import ExitStack

import pytest

from core.errors import UserError
from core.sandbox.line import MOST_WAITING, SMALL, SMALL_IN_A_ROW, Line, Reader, reading_for


class Visitor(threading.Thread):
    """Takes a turn for somebody, and keeps it until told to go."""

    def __init__(self, line, who, address="", size=0):
        super().__init__(daemon=True)
        self.line, self.reader, self.size = line, Reader(who, address=address), size
        self.began, self.leave = threading.Event(), threading.Event()
        self.refused = None
        self.start()

    def run(self):
        try:
            with reading_for(self.reader), self.line.turn(self.size):
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

        def come(line, who, *where):
            visitor = Visitor(line, who, *where)
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


def _crowd(visitors, line, size, count=20):
    return [visitors(line, f"dropped key {n}", "1.1.1.1", size) for n in range(count)]


@pytest.mark.parametrize("size", [0, SMALL + 1])
def test_a_reading_from_another_address_waits_for_those_at_work_only(visitors, size):
    line = Line(at_once=2)
    crowd = _crowd(visitors, line, SMALL + 1)
    assert sum(one.refused == "reading_busy" for one in crowd) == 20 - 2 - MOST_WAITING
    other = visitors(line, "other", "2.2.2.2", size)
    assert other.refused is None and not other.began.is_set()
    crowd[0].leave.set()
    assert other.began.wait(5)
    assert sum(one.began.is_set() for one in crowd) == 2
    assert sum(one.refused == "reading_busy" for one in crowd) == 20 - 2 - MOST_WAITING + 1


def test_a_small_reading_passes_large_ones_of_its_own_address(visitors):
    line = Line(at_once=2)
    crowd = _crowd(visitors, line, SMALL + 1)
    small = visitors(line, "who keeps the key", "1.1.1.1", SMALL)
    crowd[1].leave.set()
    assert small.began.wait(5)


def test_a_class_behind_one_address_has_all_places(visitors):
    line = Line(at_once=2)
    crowd = _crowd(visitors, line, 0, 2 + MOST_WAITING)
    assert not any(one.refused for one in crowd)
    for one in crowd:  # in the order in which they came
        assert one.began.wait(5)
        one.leave.set()


def test_a_large_reading_is_not_passed_for_ever(visitors):
    line = Line(at_once=1)
    small = [visitors(line, "first")]
    large = visitors(line, "large", "1.1.1.1", SMALL + 1)
    small += [visitors(line, f"small {n}", f"2.2.2.{n}") for n in range(2 * SMALL_IN_A_ROW)]
    for _ in range(SMALL_IN_A_ROW):
        assert not large.began.is_set()
        at_work = next(one for one in small if one.began.wait(0.3))
        small.remove(at_work)
        at_work.leave.set()
    assert large.began.wait(5)


def test_addresses_take_turns(visitors):
    line = Line(at_once=1)
    first, *crowd = _crowd(visitors, line, 0, 4)
    others = [visitors(line, f"other {n}", "2.2.2.2") for n in range(2)]
    began = []
    for one in (first, others[0], crowd[0], others[1], crowd[1]):
        assert one.began.wait(5)
        began.append(one)
        assert [each for each in (first, *crowd, *others) if each.began.is_set() and each not in began] == []
        one.leave.set()
