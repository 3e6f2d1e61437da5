"""Whatever is answered, browsers are told to keep others out."""

import pytest

from app.server.headers import HEADERS
from tests.app.server.conftest import ask

PATHS = ["/", "/forecast", "/_stcore/health", "/_stcore/host-config", "/media/none", "/nowhere.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_refuses_frames_and_tells_no_address(served, path):
    answer = ask(served, path)
    assert {name: answer.getheader(name) for name in HEADERS} == HEADERS
