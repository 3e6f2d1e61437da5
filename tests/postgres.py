"""A PostgreSQL server of our own for the tests, where one is installed."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
QUICK = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "listen_addresses="]  # it may forget all
UNPRIVILEGED = ("postgres", "nobody")  # the server refuses to run as root


def programs():
    """The folder of `initdb` and `postgres`, or None."""
    found = [path for place in PLACES for path in sorted(Path("/").glob(place.lstrip("/")))]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return next((path for path in reversed(found) if (path / "postgres").exists()), None)


@contextmanager
def server():
    """Start one in a temporary folder, on a socket there; gives the folder, which is also its host."""
    bin = programs()
    if bin is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a PostgreSQL server")
        pytest.skip("no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path may not be long
    who = _other_user(folder) if os.geteuid() == 0 else {}
    data = folder / "data"
    try:
        subprocess.run(
            [bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **who,
        )  # fmt: skip
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [bin / "postgres", "-D", data, "-k", folder, *QUICK],
                stdout=log, stderr=log, cwd=folder, **who,
            )  # fmt: skip
        try:
            _wait(folder)
            yield folder
        finally:
            process.terminate()
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(host, name):
    """An empty schema, which is to the store what a database is, and there sooner; gives its address."""
    _do(host, f"CREATE SCHEMA {name}")
    yield f"postgresql+psycopg://postgres@/postgres?host={host}&options=-csearch_path%3D{name}"
    _do(host, f"DROP SCHEMA {name} CASCADE")


def _do(host, statement):
    with psycopg.connect(host=str(host), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


def _other_user(folder):
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next(name for name in UNPRIVILEGED if name in known)
    os.chown(folder, pwd.getpwnam(name).pw_uid, -1)
    return {"user": name}


def _wait(folder):
    for _ in range(200):
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError(f"no PostgreSQL server; it said:\n{(folder / 'log').read_text()}")
