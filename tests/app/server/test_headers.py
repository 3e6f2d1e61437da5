"""Whatever is answered, browsers are told to keep others out, and to run nothing but what comes from here."""

import pytest

from app.server.headers import embedders, headers
from core.errors import UserError
from tests.app.server.conftest import ask

PATHS = ["/", "/forecast", "/_stcore/health", "/_stcore/host-config", "/media/none", "/nowhere.js"]


def policy(given):
    rules = headers(given)["Content-Security-Policy"].split("; ")
    return {rule.split()[0]: rule.split()[1:] for rule in rules}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_refuses_frames_and_tells_no_address(served, path):
    answer = ask(served, path)
    wanted = headers({})
    assert {name: answer.getheader(name) for name in wanted} == wanted
    assert wanted["X-Frame-Options"] == "DENY" and policy({})["frame-ancestors"] == ["'none'"]


def test_scripts_come_from_here_and_none_is_made_of_words():
    scripts = policy({})["script-src"]
    assert "'self'" in scripts and len([one for one in scripts if one.startswith("'sha256-")]) >= 1
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(scripts)
    assert policy({})["connect-src"] == policy({})["default-src"] == ["'self'"]


def test_sites_that_the_operator_names_may_show_pages_in_a_frame():
    given = {"UNROLLED_FRAMED_BY": "https://a.example.org, https://*.b.example.org:8443"}
    assert policy(given)["frame-ancestors"] == ["https://a.example.org", "https://*.b.example.org:8443"]
    assert "X-Frame-Options" not in headers(given)  # it knows no names


@pytest.mark.parametrize(
    "site", ["a.example.org", "*", "https://a b", "https://a;script-src *", "javascript:1"]
)
def test_what_is_no_site_is_told_at_the_start(site):
    with pytest.raises(UserError) as caught:
        embedders({"UNROLLED_FRAMED_BY": site})
    assert caught.value.key == "serve_framed_wrong"


def test_downloads_are_kept_by_no_cache_and_scripts_by_all(served):
    assert ask(served, "/media/none").getheader("Cache-Control") == "no-store"
    script = ask(served, "/").text.split('src="./static/js/')[1].split('"')[0]
    assert "max-age" in ask(served, f"/static/js/{script}").getheader("Cache-Control")
