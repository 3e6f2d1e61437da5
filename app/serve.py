"""`python -m app.serve`: the dashboard for a class or a team; what differs from one person's is in variables.

| variable | meaning |
|---|---|
| UNROLLED_HOSTS | names under which people open it, separated by commas; needed beyond this machine |
| UNROLLED_ADDRESS | network address to listen at; this machine only by default |
| UNROLLED_PORT | 8501 by default |
| UNROLLED_UPLOAD_MB | largest upload, 20 by default |
| UNROLLED_UPLOADS_MB | uploads in memory, of all together; ten of the largest by default |
| UNROLLED_MOST_PAGES | pages open at once, 400 by default |
| UNROLLED_FRAMED_BY | sites that may show pages in a frame, separated by commas; none by default |
| UNROLLED_METRICS | 1: `/_stcore/metrics` answers |
"""

import ipaddress
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from streamlit import config

from app.__main__ import main
from app.server.headers import embedders
from core.errors import UserError
from core.sandbox.limits import limits_from
from core.store.quotas import quotas_from
from core.words.english import sentence

HOST = re.compile(r"(\*\.)?[\w.-]+|\[[0-9a-fA-F:]+\]")  # what Streamlit compares with the Host header
HERE = ("localhost", "127.0.0.1")
LARGEST_UPLOAD = 200  # MB
MORE = (("UNROLLED_UPLOADS_MB", 200, 100_000), ("UNROLLED_MOST_PAGES", 400, 10_000))
BAD_INPUT = 2


def options(given: Mapping[str, str]) -> list[str]:
    """Streamlit's options for these variables.

    Raises:
        UserError: `serve_hosts_missing`, `serve_host_wrong`, `serve_number_wrong`, `serve_framed_wrong`,
            `quota_wrong`.
    """
    quotas_from(given)
    limits_from(given)
    address = given.get("UNROLLED_ADDRESS") or "127.0.0.1"
    hosts = [host.strip() for host in given.get("UNROLLED_HOSTS", "").split(",") if host.strip()]
    if not hosts and not _is_loopback(address):
        raise UserError("serve_hosts_missing", address=address)
    for host in hosts:
        if not HOST.fullmatch(host):
            raise UserError("serve_host_wrong", host=host)
    chosen = {
        "server.address": address,
        "server.port": _number(given, "UNROLLED_PORT", 8501, 65_535),
        "server.maxUploadSize": _number(given, "UNROLLED_UPLOAD_MB", 20, LARGEST_UPLOAD),
    }
    told = [word for name, value in chosen.items() for word in (f"--{name}", str(value))]
    told += [word for host in (*HERE, *hosts) for word in ("--server.allowedHosts", host.strip("[]"))]
    for name, default, most in MORE:  # read where they are used; whoever mistypes one hears it at the start
        _number(given, name, default, most)
    embedders(given)
    return [*told, "--server.headless", "true"]


def require_readable(secrets: Iterable[str]) -> None:
    """Make sure that what is there for signing in can be read: Streamlit would go on as if it were not.

    Raises:
        UserError: `serve_secrets_wrong`.
    """
    for path in map(Path, secrets):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise UserError("serve_secrets_wrong", path=str(path), reason=str(error)) from error


def serve() -> None:
    """Serve the dashboard to several people; what cannot be is told in one sentence."""
    try:
        require_readable(config.get_option("secrets.files"))
        sys.argv[1:] = [*options(os.environ), *sys.argv[1:]]
    except UserError as error:
        print(sentence(error), file=sys.stderr)
        sys.exit(BAD_INPUT)
    os.environ.setdefault("UNROLLED_SHARED", "1")
    main()


def _number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise UserError("serve_number_wrong", name=name, value=text, most=most)
    return int(text)


def _is_loopback(address: str) -> bool:
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    serve()
