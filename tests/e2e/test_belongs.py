"""Two browsers at one server: each keeps its own list, and only the maker's changes what it made."""

import pytest

from app.browsers import COOKIE
from app.i18n import translator
from core.store.store import Store
from tests.e2e.conftest import PATIENCE, SETTLED, Server

T = translator("en")
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def served(tmp_path):
    """A server for several people, without an engine: what is queued waits."""
    server = Server(tmp_path, module="app.serve", UNROLLED_ENGINE="off", HOME=str(tmp_path))
    server.start()
    yield server
    server.kill()


def listed(page, server, count):
    """What the list of experiments shows once it is drawn, and what it says about whose it is."""
    from playwright.sync_api import expect

    page.goto(f"{server.url}/experiments")
    page.get_by_text("Several people use this server").wait_for()
    page.wait_for_selector(SETTLED)
    told = page.get_by_text("Several people use this server").inner_text()
    rows = page.locator('[class*="st-key-experiments-open"] button')
    expect(rows).to_have_count(count, timeout=PATIENCE)  # a page settles before all is drawn
    return rows.count(), told


def another(page):
    """A page of another browser."""
    context = page.context.browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def test_the_list_outlives_the_visit_and_the_server_and_readers_change_nothing(served, page):
    page.goto(served.url)
    page.get_by_role("button", name="Train RNN · LSTM · GRU on this").first.click()
    page.wait_for_url("**experiment=*")
    id = page.url.split("experiment=")[1].split("&")[0]
    address = f"{served.url}/forecast?experiment={id}"
    page.get_by_role("button", name=T("progress.stop")).wait_for()
    (key,) = [one for one in page.context.cookies() if one["name"] == COOKIE]
    assert key["httpOnly"] and key["sameSite"] == "Lax" and COOKIE not in page.evaluate("document.cookie")
    assert listed(page, served, 1) == (1, T("people.this_browser"))
    served.kill()
    served.start()
    assert listed(page, served, 1) == (1, T("people.this_browser"))

    reader = another(page)
    assert listed(reader, served, 0) == (0, T("people.this_browser"))
    reader.goto(address)
    reader.get_by_text(T("people.reading.experiment")[:40]).wait_for()
    reader.wait_for_selector(SETTLED)
    assert reader.get_by_role("button", name=T("progress.stop")).count() == 0
    assert reader.get_by_role("button", name=T("experiments.more")).count() == 0

    store = Store(served.home)
    assert store.experiment(id).stop_requested is None
    kept = store.experiment(id).owner
    page.goto(address)
    page.get_by_role("button", name=T("progress.stop")).click()
    page.get_by_text(T("experiment.stopped")[:20]).wait_for()
    assert store.experiment(id).stop_requested is not None
    store.close()  # before its file is read: that gives up the locks this process holds on it
    assert key["value"] not in (kept, served.home.joinpath("store.sqlite").read_bytes().decode("latin-1"))
