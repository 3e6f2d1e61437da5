"""The door as a browser meets it: pages work under the policy, no frame shows them, a refusal is read."""

import pytest

from app.i18n import translator
from core.examples import EXAMPLES, example
from core.store.store import Store
from tests.e2e.conftest import PATIENCE, SETTLED, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
POLICY = "Content Security Policy"
PAGES = ("", "sentiment", "compare", "memory", "learn", "judge")
ROWS = "".join(f"{row},{row}.123456789\n" for row in range(60_000))  # more than 1 MB


@pytest.fixture
def served(tmp_path):
    """A server for several people, who have room for half a megabyte, with the examples."""
    server = Server(tmp_path, module="app.serve", UNROLLED_ENGINE="off", UNROLLED_UPLOAD_MB="2")
    server.environment |= {"UNROLLED_UPLOADS_MB": "1"}
    store = Store(tmp_path)
    server.examples = [example(store, task, task) for task in EXAMPLES]
    store.close()
    server.start()
    yield server
    server.kill()


def test_pages_break_no_rule_no_frame_shows_them_and_a_refused_file_is_told(served, page, tmp_path):
    broken = []
    page.on("console", lambda one: broken.append(one.text) if POLICY in one.text else None)
    for address in (*PAGES, *(f"{one.task}?experiment={one.id}" for one in served.examples)):
        page.goto(f"{served.url}/{address}")
        page.wait_for_selector(SETTLED, timeout=120_000)
        page.wait_for_timeout(500)  # charts are drawn when the page has settled
    assert broken == []
    page.goto(f"{served.url}/forecast?lang=zh")
    page.get_by_text("文件", exact=True).first.click()
    (tmp_path / "long.csv").write_text("date,value\n" + ROWS)
    page.locator('input[type="file"]').first.set_input_files(tmp_path / "long.csv")
    page.get_by_text(translator("zh")("door.upload_yours", held=0, most=1)).wait_for(timeout=PATIENCE)
    page.goto("about:blank")
    page.set_content(f'<iframe src="{served.url}/"></iframe>')
    page.wait_for_timeout(2000)
    assert page.frames[1].url.startswith("chrome-error://")  # the browser's own page
