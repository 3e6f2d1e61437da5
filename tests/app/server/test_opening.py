"""On one's own machine the browser opens with the first page; at a server nothing does."""

import asyncio

import pytest
from streamlit import config

from app.server.opening import opening


async def begin():
    async with opening(None):
        await asyncio.sleep(0)  # what was planned for soon happens


@pytest.mark.parametrize(
    ("options", "opened"),
    [
        ({"server.headless": True}, []),
        ({"server.headless": False, "server.address": "127.0.0.1"}, ["http://127.0.0.1:8501"]),
        ({"server.headless": False, "browser.serverAddress": "a.example.org"}, ["http://a.example.org:8501"]),
        ({"server.headless": False}, ["http://localhost:8501"]),
    ],
)
def test_the_browser_opens_where_the_dashboard_is(monkeypatch, options, opened):
    found = []
    usual = {
        "browser.serverPort": 8501,
        "server.port": 8501,
        "server.baseUrlPath": "",
        "server.sslCertFile": None,
    }
    monkeypatch.setattr(config, "get_option", lambda name: (usual | options).get(name))
    monkeypatch.setattr(config, "is_manually_set", lambda name: name in options)
    monkeypatch.setattr("streamlit.cli_util.open_browser", found.append)
    asyncio.run(begin())
    assert found == opened
