"""Each browser of a served instance keeps a key that nobody else learns; one's own machine needs none."""

import re
from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.browsers import COOKIE, LOCKED, is_key, kept_key, new_key
from app.server.browser_key import YEAR, BrowserKey

PAGE = {"accept": "text/html,application/xhtml+xml"}


def client(*, shared=True, base="http://forecasts.example.org"):
    routes = [
        Route("/forecast", lambda _: HTMLResponse("page", headers={"Cache-Control": "no-cache"})),
        Route("/held", lambda _: Response(status_code=304)),
        Route("/missing", lambda _: HTMLResponse("no", status_code=404)),
        Route("/script.js", lambda _: Response("x", media_type="text/javascript")),
    ]
    middleware = [Middleware(BrowserKey, wanted=lambda: shared)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url=base)


def key_in(answer):
    (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
    return cookie


def test_a_page_brings_a_key_that_scripts_do_not_see_and_no_cache_keeps():
    one, other = client().get("/forecast", headers=PAGE), client().get("/forecast", headers=PAGE)
    cookie = key_in(one)
    assert is_key(cookie.value) and cookie.value != key_in(other).value
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == YEAR and not cookie["domain"]
    assert one.headers["cache-control"] == "private, no-cache"


def test_the_key_stays_and_its_year_begins_anew_with_every_page():
    visitor = client()
    first = key_in(visitor.get("/forecast", headers=PAGE))
    again = key_in(visitor.get("/forecast", headers=PAGE))
    held = key_in(visitor.get("/held", headers=PAGE))
    assert first.value == again.value == held.value and again["max-age"] == first["max-age"]


@pytest.mark.parametrize(
    ("base", "headers", "secure"),
    [
        ("http://x.example.org", {}, ""),
        ("https://x.example.org", {}, True),
        ("http://x.example.org", {"x-forwarded-proto": "https"}, True),  # the proxy ends TLS
        ("http://x.example.org", {"x-forwarded-proto": "https,http"}, True),
    ],
)
def test_what_came_encrypted_stays_so(base, headers, secure):
    cookie = key_in(client(base=base).get("/forecast", headers=PAGE | headers))
    assert cookie["secure"] == secure and cookie.key == (LOCKED if secure else COOKIE)
    assert cookie["path"] == "/" and not cookie["domain"]  # else browsers do not take the locked one


def test_over_tls_a_key_is_kept_that_others_cannot_have_set():
    visitor, planted = client(base="https://x.example.org"), new_key()
    visitor.cookies.set(COOKIE, planted, domain=".example.org")
    first = key_in(visitor.get("/forecast", headers=PAGE))
    assert first.value != planted
    assert key_in(visitor.get("/forecast", headers=PAGE)).value == first.value
    assert kept_key({COOKIE: planted, LOCKED: first.value}) == first.value


def test_the_plain_key_counts_where_there_is_no_other():
    key = new_key()
    assert kept_key({COOKIE: key}) == kept_key({COOKIE: key, LOCKED: "none"}) == key
    assert kept_key({COOKIE: "none"}) is None is kept_key({})


@pytest.mark.parametrize("kept", ["", "short", "x" * 42, "x" * 44, '"; Domain=evil', "x" * 10_000, "é" * 43])
def test_what_is_no_key_is_replaced(kept):
    cookie = f"{COOKIE}={kept}".encode()
    answer = client().get("/forecast", headers=[(b"accept", b"text/html"), (b"cookie", cookie)])
    found = key_in(answer)
    assert is_key(found.value) and found.value != kept and "evil" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/script.js", PAGE), ("/missing", PAGE), ("/forecast", {"accept": "*/*"}), ("/forecast", {})],
)
def test_nothing_but_a_page_brings_it(path, headers):
    assert "set-cookie" not in client().get(path, headers=headers).headers


def test_other_ways_to_ask_bring_none():
    assert "set-cookie" not in client().head("/forecast", headers=PAGE).headers


def test_on_ones_own_machine_there_is_none():
    answer = client(shared=False).get("/forecast", headers=PAGE)
    assert "set-cookie" not in answer.headers and answer.headers["cache-control"] == "no-cache"


def test_keys_are_of_256_bits():
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100 and all(re.fullmatch(r"[\w-]{43}", key) for key in keys)
