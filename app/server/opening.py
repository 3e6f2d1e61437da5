"""What happens when the server begins: downloads take turns, errors are logged seldom, a browser opens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit import cli_util, config
from streamlit.starlette import App
from streamlit.web.server import server_util

from app.server.downloads import take_turns
from app.server.repeats import log_repeats_seldom


@asynccontextmanager
async def opening(app: App) -> AsyncIterator[None]:
    """Open the browser as `streamlit run` does for scripts; for an App it leaves that to the app."""
    take_turns()
    log_repeats_seldom()
    if not config.get_option("server.headless"):
        asyncio.get_running_loop().call_soon(cli_util.open_browser, address())
    yield


def address() -> str:
    """Where the browser on this machine finds the first page."""
    if config.is_manually_set("browser.serverAddress"):
        return server_util.get_url(config.get_option("browser.serverAddress"))
    if config.is_manually_set("server.address"):
        return server_util.get_url(server_util.get_display_address(config.get_option("server.address")))
    return server_util.get_url("localhost")
