"""What a server is started with, and what Streamlit's options are set to."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.serve import options, require_readable
from core.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
HARDENED = {
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.maxUploadSize": 20,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "client.showErrorDetails": "none",
    "client.disableDataExport": True,
    "client.toolbarMode": "viewer",
    "browser.gatherUsageStats": False,
}


def pairs(told):
    return list(zip(told[::2], told[1::2], strict=True))


@pytest.mark.parametrize("option", HARDENED)
def test_streamlit_is_hardened(option):
    section, name = option.split(".")
    assert tomllib.loads((ROOT / ".streamlit/config.toml").read_text())[section][name] == HARDENED[option]


def test_streamlit_knows_every_option_that_is_set():
    from streamlit import config

    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    names = {f"{section}.{name}" for section in ("server", "client", "browser") for name in told[section]}
    assert names - set(config._config_options_template) == set()


def test_a_server_of_this_machine_needs_nothing_more():
    told = pairs(options({}))
    assert ("--server.address", "127.0.0.1") in told and ("--server.maxUploadSize", "20") in told
    assert [host for name, host in told if name == "--server.allowedHosts"] == ["localhost", "127.0.0.1"]


def test_the_hosts_that_are_named_may_open_it_and_this_machine():
    given = {
        "UNROLLED_ADDRESS": "0.0.0.0",
        "UNROLLED_HOSTS": "a.example.org, 192.168.1.5",
        "UNROLLED_PORT": "80",
    }
    told = pairs(options(given | {"UNROLLED_UPLOAD_MB": "5"}))
    hosts = [host for name, host in told if name == "--server.allowedHosts"]
    assert hosts == ["localhost", "127.0.0.1", "a.example.org", "192.168.1.5"]
    assert {("--server.address", "0.0.0.0"), ("--server.port", "80"), ("--server.maxUploadSize", "5")} <= set(
        told
    )


def test_an_address_of_six_is_allowed_as_requests_are_compared():
    told = pairs(options({"UNROLLED_ADDRESS": "::", "UNROLLED_HOSTS": "[2001:db8::1]"}))
    assert ("--server.allowedHosts", "2001:db8::1") in told  # a Host header's name comes without brackets


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"UNROLLED_ADDRESS": "0.0.0.0"}, "serve_hosts_missing"),
        ({"UNROLLED_ADDRESS": "::", "UNROLLED_HOSTS": " , "}, "serve_hosts_missing"),
        ({"UNROLLED_HOSTS": "https://a.example.org"}, "serve_host_wrong"),
        ({"UNROLLED_HOSTS": "*"}, "serve_host_wrong"),
        ({"UNROLLED_HOSTS": "a b"}, "serve_host_wrong"),
        ({"UNROLLED_MOST_QUEUED": "-1"}, "quota_wrong"),
        ({"UNROLLED_READING_MB": "4 GB"}, "serve_number_wrong"),
        ({"UNROLLED_READING_MB": "0"}, "serve_number_wrong"),
        ({"UNROLLED_READING_MB": "9" * 5_000}, "serve_number_wrong"),
        ({"UNROLLED_PORT": "0"}, "serve_number_wrong"),
        ({"UNROLLED_PORT": "http"}, "serve_number_wrong"),
        ({"UNROLLED_UPLOAD_MB": "201"}, "serve_number_wrong"),
        ({"UNROLLED_UPLOAD_MB": "²"}, "serve_number_wrong"),
        ({"UNROLLED_UPLOADS_MB": "much"}, "serve_number_wrong"),
        ({"UNROLLED_MOST_PAGES": "0"}, "serve_number_wrong"),
        ({"UNROLLED_FRAMED_BY": "*"}, "serve_framed_wrong"),
    ],
)
def test_what_cannot_be_served_is_told(given, key):
    with pytest.raises(UserError) as error:
        options(given)
    assert error.value.key == key


def test_a_missing_host_is_one_line_and_no_traceback():
    ran = subprocess.run(
        [sys.executable, "-m", "app.serve"], cwd=ROOT, env=os.environ | {"UNROLLED_ADDRESS": "0.0.0.0"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1 and "UNROLLED_HOSTS" in ran.stderr


def test_a_file_for_signing_in_that_cannot_be_read_is_told_and_a_missing_one_is_not(tmp_path):
    file = tmp_path / "secrets.toml"
    require_readable([str(file)])
    file.write_text("[auth]\nclient_id = 1\n")
    require_readable([str(file)])
    file.write_text("[auth\n")
    with pytest.raises(UserError) as wrong:
        require_readable([str(file)])
    assert wrong.value.key == "serve_secrets_wrong" and wrong.value.facts["path"] == str(file)
