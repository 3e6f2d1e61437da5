"""The list of slow tests names tests that there are, and is made from what was measured."""

import pytest

from tests.slow import slow_in, slow_tests
from tests.test_layers import ROOT

LOG = """
12.31s setup    tests/a/test_one.py::test_waits_for_an_engine
7.00s call     tests/a/test_one.py::test_takes_long[lstm-2]
6.00s call     tests/a/test_one.py::test_takes_long[gru-a b]@engine 1
8.00s call     tests/a/test_one.py::test_takes_long_in_a_group@engine 1
4.00s call     tests/a/test_one.py::test_long_in_one_case_of_three[1]
0.10s call     tests/a/test_one.py::test_long_in_one_case_of_three[2]
0.20s call     tests/a/test_one.py::test_long_in_one_case_of_three[3]
0.20s call     tests/a/test_one.py::test_quick
(3 durations < 0.05s hidden.)
"""


@pytest.mark.parametrize("test", sorted(slow_tests()))
def test_what_the_list_names_is_there(test):
    path, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_what_takes_long_by_itself_is_slow():
    assert slow_in(LOG) == [
        "tests/a/test_one.py::test_takes_long",
        "tests/a/test_one.py::test_takes_long_in_a_group",
    ]


def test_tests_of_the_list_are_marked_and_no_others(request):
    marked = {
        item.nodeid.partition("[")[0].partition("@")[0]
        for item in request.session.items
        if item.get_closest_marker("slow")
    }
    assert marked <= slow_tests()
