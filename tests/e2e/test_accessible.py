"""axe-core finds nothing at WCAG 2.1 AA: every page and a finished result of each kind, light and dark."""

import pytest

from app.frame import PAGES as FRAME
from core.examples import EXAMPLES, example
from core.store.store import Store
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]
SECONDS = 2000  # milliseconds; other tests run beside this one
PAGES = (
    "", "forecast", "sentiment", "classify", "generate", "translate", "sweep", "compare", "inside", "memory",
    "experiments", "judge", "learn?about=stacked",
)  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SHOWN = "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme"
RULES = {  # the dark pages are the light ones in other colours
    "light": {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]},
}


def results(server):
    """Addresses of the finished experiments that come with the product; pages show them from now on."""
    store = Store(server.home)
    known = [example(store, task, task) for task in EXAMPLES]
    return [f"{one.task}?experiment={one.id}" for one in known]


def found_by(axe, page, scheme):
    """What is wrong and where, in words that can be read in a report."""
    violations = axe.run(page, options=RULES[scheme]).response["violations"]
    return [(one["id"], node["html"][:120], _why(node)) for one in violations for node in one["nodes"]]


def _why(node):
    return "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))[:160]


def visited(page, server, addresses):
    """Each page settled, in light and then in dark."""
    for address in addresses:
        page.goto(f"{server.url}/{address}")
        page.wait_for_selector(SETTLED, timeout=120 * SECONDS)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(SHOWN, arg=scheme)
            page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
            yield address, scheme


def test_no_page_has_a_barrier_that_axe_knows_of(page, shared_server):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    addresses = [*results(shared_server), *PAGES]
    barriers = {seen: found_by(axe, page, seen[1]) for seen in visited(page, shared_server, addresses)}
    assert len(barriers) == 2 * len(addresses) >= 26
    assert {seen: found for seen, found in barriers.items() if found} == {}


def test_all_pages_stand_in_the_sidebar_of_a_laptop_also_before_their_links_are_loaded(
    page, server_without_engine
):
    page.set_viewport_size({"width": 1280, "height": 720})
    beyond = "() => { const it = document.querySelector('[data-testid=stSidebarContent]');"
    beyond += " return it.scrollHeight - it.clientHeight }"
    held = []
    for late in ("PageLink", "BidiComponent"):
        page.route(f"**/{late}*.js", lambda route: held.append(route))
    page.goto(server_without_engine.url)
    page.locator(".stSidebar [data-testid=stSkeleton]").first.wait_for()
    page.locator(".stSidebar").get_by_text("Language").wait_for()
    assert page.evaluate(beyond) == 0
    for route in held:
        route.continue_()
    page.locator(".stSidebar a").nth(len(FRAME) - 1).wait_for()
    assert page.evaluate(beyond) == 0
