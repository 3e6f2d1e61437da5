"""What nobody needs is not there; the health that containers ask for is."""

import pytest

from app.server.closed import Closed
from tests.app.server.conftest import ask, passed


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore/metrics?families=session_events", "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/script-health-check",
    ],
)  # fmt: skip
def test_what_tells_of_the_process_or_drives_pages_is_closed(served, path):
    answer = ask(served, path)
    assert (answer.status, answer.text) == (404, "There is nothing at this address.\n")


def test_metrics_are_there_for_operators_who_want_them():
    assert passed(Closed, path="/_stcore/metrics", metrics=True) == 200
    assert passed(Closed, path="/_stcore/metrics", metrics=False) == 404
    assert passed(Closed, path="/below/_stcore/metrics", metrics=False) == 404


def test_the_health_is_told(served):
    assert ask(served, "/_stcore/health").text == "ok"
