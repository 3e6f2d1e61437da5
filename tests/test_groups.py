"""Tests of one group run on one worker: without that two engines would fight for the same cores."""

import os

import pytest

pytestmark = pytest.mark.xdist_group("together")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="only where tests run beside each other")
def test_groups_are_known_to_whoever_hands_out_the_tests(request):
    assert request.node.nodeid.endswith("@together")
