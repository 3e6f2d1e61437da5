"""Doors of the machine: host names, frames, ports, files, what is written where."""

import http.client
import marshal
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil

from benchmarks.abuse.served import Served
from benchmarks.abuse.stage import Attack, Stage, Told
from benchmarks.abuse.wire import Wire

PATHS = (
    "/", "/forecast", "/compare", "/experiments", "/_stcore/health", "/_stcore/script-health-check",
    "/_stcore/host-config", "/_stcore/metrics", "/_stcore/stream", "/_stcore/upload_file/a/b", "/media/a.csv",
    "/component/a/index.html", "/static/index.html", "/app/static/a", "/oauth2callback",
    "/auth/login", "/nothing",
)  # fmt: skip
FOREIGN = ("evil.example", "evil.example:8501", "localhost.evil.example", "127.0.0.1.evil.example", "")
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
REFUSED = (400, 403, 421)
WORD = "今天天气很好"  # four words, of which a planted dictionary makes one
PASSWORD = "zq7@vx9"
TOKENS = "from core.text.tokens import tokens; print([t.text for t in tokens('{}', 'words')])"
ASK = """
import asyncio, sys
from distributed.comm import connect
async def identity(port):
    try:
        async with asyncio.timeout(4):
            line = await connect("tcp://127.0.0.1:" + port, timeout=3)
            await line.write({"op": "identity", "reply": True})
            return bool(await line.read())
    except Exception:
        return False
async def main():
    found = await asyncio.gather(*map(identity, sys.argv[1:]))
    print(*[port for port, told in zip(sys.argv[1:], found) if told])
asyncio.run(main())
"""  # whoever is told who a scheduler or a worker is may also have it run a function


def foreign_hosts(stage: Stage) -> Told:
    """Ask for every path under names that are not ours, as a page of somebody else's would by DNS."""
    open_ = [
        f"{path} ({host or 'none'})"
        for path in PATHS
        for host in FOREIGN
        if not _refuses(stage.served, path, host)
    ]
    told = (
        f"answered: {', '.join(open_[:6])}{' …' if len(open_) > 6 else ''}"
        if open_
        else "refused on every path"
    )
    return Told(told, not open_)


def frames(stage: Stage) -> Told:
    """Show pages within a page of somebody else's."""
    bare = [path for path in PATHS[:4] if not _unframed(dict(_asked(stage.served, path, "localhost")[1]))]
    return Told(f"may be framed: {', '.join(bare)}" if bare else "no page may be framed", not bare)


def modes(stage: Stage) -> Told:
    """Look into the home folder from another account; the operator's umask is 022."""
    with Wire(stage.served.url, patience=stage.patience) as tab:  # something to keep
        button = tab.open().button("home.train.chaotic")
        if button:
            tab.press(button)
    home = stage.served.home
    places = [home, *home.rglob("*")]
    wide = [path for path in places if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    names = ", ".join(str(path.relative_to(home.parent)) for path in wide[:5])
    return Told(
        f"{len(wide)} of {len(places)} readable by all: {names}" if wide else f"none of {len(places)} is",
        not wide,
    )


def planted(stage: Stage) -> Told:
    """Plant a dictionary of Chinese words in the temporary folder, where another account may write."""
    path, later = stage.served.temporary / "jieba.cache", time.time() + 10**6
    path.write_bytes(marshal.dumps(({WORD: 10**9, **{WORD[:end]: 0 for end in range(1, len(WORD))}}, 10**9)))
    os.utime(path, (later, later))
    told = subprocess.run(
        [sys.executable, "-c", TOKENS.format(WORD)], cwd=stage.served.app, env=stage.served.surroundings(),
        capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    taken = f"['{WORD}']" in told
    return Told(
        f"{'the planted one is read' if taken else 'it is not read'}: {told}", not taken and bool(told)
    )


def password(stage: Stage) -> Told:
    """Start an engine on a database that is not there, whose password holds an @."""
    url = f"postgresql+psycopg://user:{PASSWORD}@127.0.0.1:9/unrolled"
    told = subprocess.run(
        [sys.executable, "-m", "core.engine"], cwd=stage.served.app, capture_output=True, text=True,
        env=stage.served.surroundings() | {"UNROLLED_STORE": url}, timeout=60,
    )  # fmt: skip
    said = told.stdout + told.stderr
    shown = any(part in said for part in PASSWORD.split("@"))
    return Told(f"{'the password is told' if shown else 'no password is told'}: {_sentence(said)}", not shown)


def ports(stage: Stage) -> Told:
    """Connect to every port of the engine and its workers without a key, and have code run there."""
    with Wire(stage.served.url, patience=stage.patience) as tab:
        button = tab.open().button("home.train.chaotic")
        if button:
            tab.press(button)
    deadline = time.monotonic() + stage.patience
    while not any(_ports(stage.served)) and time.monotonic() < deadline:
        time.sleep(0.5)
    time.sleep(8)  # until scheduler and workers are all there
    found = [str(port) for port in sorted(set(_ports(stage.served)))]
    if not found:
        return Told("no port is open", bool(_engines(stage.served)))
    told = subprocess.run([sys.executable, "-c", ASK, *found], capture_output=True, text=True, timeout=60)
    ran = told.stdout.split()
    return Told(f"{len(ran)} of {len(found)} ports do what anybody asks", not ran)


def _engines(served: Served) -> list[psutil.Process]:
    return [process for process in served.family() if "core.engine" in " ".join(process.cmdline())]


def _ports(served: Served) -> Iterator[int]:
    for process in served.family():
        if process.pid == served.pid:
            continue
        try:
            for line in process.net_connections("tcp"):
                if line.status == psutil.CONN_LISTEN:
                    yield int(line.laddr.port)
        except psutil.NoSuchProcess:
            continue


def _sentence(said: str) -> str:
    return next((line for line in said.splitlines() if line.startswith("Error")), said)[:110]


def _refuses(served: Served, path: str, host: str) -> bool:
    return _asked(served, path, host)[0] in REFUSED


def _asked(served: Served, path: str, host: str) -> tuple[int, list[tuple[str, str]]]:
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    try:
        line.putrequest("GET", path, skip_host=True)
        if host:
            line.putheader("Host", host)
        if path.endswith("stream"):
            for name, value in UPGRADE.items():
                line.putheader(name, value)
        line.endheaders()
        told = line.getresponse()
        return told.status, [(name.lower(), value) for name, value in told.getheaders()]
    except (http.client.HTTPException, TimeoutError):
        return 0, []
    finally:
        line.close()


def _unframed(headers: dict[str, str]) -> bool:
    policy = headers.get("content-security-policy", "")
    return "frame-ancestors" in policy or headers.get("x-frame-options", "").upper() in ("DENY", "SAMEORIGIN")


ATTACKS = (
    Attack("foreign Host on every path", foreign_hosts),
    Attack("a page within somebody else's page", frames),
    Attack("files of the home folder, umask 022", modes),
    Attack("a planted dictionary in the temporary folder", planted),
    Attack("a password with @ and a database that is not there", password),
    Attack(
        "every port of engine and workers, without a key", ports, patience=60.0, engine=True, measured=False
    ),
)
