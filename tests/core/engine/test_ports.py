"""Every port of an engine and its workers: other accounts of the machine can connect, and get nothing."""

import asyncio
import os
import socket
import ssl
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import psutil
import pytest
from cryptography import x509
from distributed import LocalCluster
from distributed.core import connect
from distributed.security import Security

from core.engine.cluster import refuse_insecure, trainers
from core.engine.keys import own_security
from core.errors import UserError
from core.home import cache_folder
from tests.engines import command_of, until, workers

pytestmark = pytest.mark.engine
CURIOUS = (
    "", "metrics", "info/main/workers.html", "info/logs.html", "json/counts.json", "individual-plots.json",
    "api/v1/retire_workers", "proxy/8787/127.0.0.1/health", "statics/css/base.css",
)  # fmt: skip


@pytest.fixture
def processes(shared_engine):
    """The engine's, once all its workers are there."""
    until(lambda: (status := shared_engine.store.engine_status()) and status.state == "ready")
    until(lambda: len(workers(shared_engine.process)) == trainers() + 1)
    root = psutil.Process(shared_engine.process.pid)
    until(lambda: not [one for one in root.children() if "kernels.usable" in command_of(one)])
    until(lambda: len(listening([root, *root.children(recursive=True)])) >= 3 * (trainers() + 1) + 2)
    return [root, *root.children(recursive=True)]


def listening(processes):
    """Addresses at which they wait for others."""
    found = [connection for process in processes for connection in process.net_connections("inet")]
    return {tuple(connection.laddr) for connection in found if connection.status == psutil.CONN_LISTEN}


def dask_answers(address, how, **keys):
    """Whether somebody at an address tells a stranger who he is, as a scheduler tells every client."""

    async def ask():
        comm = await connect(f"{how}://{address[0]}:{address[1]}", timeout=2, **keys)
        await comm.write({"op": "identity", "reply": True})
        told = await asyncio.wait_for(comm.read(), 2)
        comm.abort()
        return "type" in told

    try:
        return asyncio.run(asyncio.wait_for(ask(), 5))
    except (OSError, ValueError, TimeoutError):
        return False


def tls_answers(address):
    """What comes back over TLS from a client that shows no certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection(address, 2) as line, context.wrap_socket(line) as talk:
            talk.settimeout(2)
            talk.sendall(b"\x00" * 64)
            return talk.recv(64)
    except OSError:
        return b""


def http_answers(address, path):
    """Status and body of an answer; None where nobody speaks HTTP."""
    with socket.create_connection(address, 2) as line:
        line.settimeout(2)
        line.sendall(f"GET /{path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        answer = b""
        try:
            while part := line.recv(65_536):
                answer += part
        except OSError:
            pass
    if not answer.startswith(b"HTTP/"):
        return None
    head, body = answer.split(b"\r\n\r\n", 1)
    return int(head.split()[1]), body


def door(address):
    """What is asked for at an address, the key or nothing; then only how the process fares is told."""
    other = own_security().get_connection_args("client")
    assert address[0] == "127.0.0.1"
    assert not dask_answers(address, "tcp") and not dask_answers(address, "tls", **other), address
    assert tls_answers(address) == b"", address
    health = http_answers(address, "health")
    if not health:
        return "key"
    assert health == (200, b"ok")
    assert {path: http_answers(address, path)[0] for path in CURIOUS} == dict.fromkeys(CURIOUS, 404)
    return "health"


def test_who_has_no_key_is_answered_at_no_port(processes):
    addresses = listening(processes)
    with ThreadPoolExecutor(len(addresses)) as pool:  # most is waiting for answers that do not come
        kinds = list(pool.map(door, addresses))
    # Scheduler and each worker: one port with a key, one for the health; who watches over a worker has one.
    count = trainers() + 1
    assert kinds.count("key") == 1 + 2 * count and kinds.count("health") == 1 + count


def test_a_cluster_without_a_key_would_have_been_noticed():
    with LocalCluster(n_workers=0, protocol="tcp", host="127.0.0.1", dashboard_address=None) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://").split(":")
        assert dask_answers((address[0], int(address[1])), "tcp")
        url = cluster.scheduler.http_server.port
        assert http_answers(("127.0.0.1", url), "info/main/workers.html")[0] == 200


def test_the_key_is_in_no_command_line_no_environment_and_no_file(processes, shared_engine):
    for process in processes:
        told = " ".join(process.cmdline()) + str(process.environ())
        assert "PRIVATE KEY" not in told and "CERTIFICATE" not in told
    # By another process: whoever closes the database's files gives up the locks that his process holds on
    # them, and with the next engine SQLite cuts under our feet what is mapped into memory.
    found = subprocess.run(["grep", "-rl", "PRIVATE KEY", shared_engine.store.folder], capture_output=True)
    assert (found.returncode, found.stdout) == (1, b""), found


def test_nothing_lies_where_others_can_reach_it(processes, shared_engine):
    """Sockets at which a fork is asked for; folders in which workers look for modules."""
    own = {path for process in processes for path in _unix_sockets(process)}
    for path in own:
        assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0, path
    home, kept = shared_engine.store.folder, cache_folder("dask")
    used = {Path(entry.path) for process in processes for entry in process.open_files()}
    loose = [path for path in used if "dask" in path.name and not path.is_relative_to(kept)]
    assert loose == [] and list(kept.rglob("worker-*")) and stat.S_IMODE(kept.stat().st_mode) & 0o077 == 0
    assert [path for path in home.rglob("*") if path.lstat().st_mode & 0o077 and not path.is_symlink()] == []


def _unix_sockets(process):
    """Paths of listening sockets; an abstract one, which has no owner, would be told with an @ or a zero."""
    paths = [c.laddr for c in process.net_connections("unix") if c.laddr]
    assert not [path for path in paths if path.startswith(("@", "\0"))]
    return {Path(path) for path in paths if os.path.exists(path)}


def test_a_certificate_holds_whatever_the_clock_says():
    """A laptop's clock is set back, an engine stays for a year: a worker that comes then is still let in."""
    security = own_security()
    certificate = x509.load_pem_x509_certificate(security.tls_ca_file.encode())
    assert certificate.not_valid_before_utc.year == 1970 and certificate.not_valid_after_utc.year == 9999
    assert datetime.now() and security.require_encryption
    assert own_security().tls_worker_key != security.tls_worker_key


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://10.0.0.1:8786", "127.0.0.1:8786", "ws://x:1"]
)
def test_a_scheduler_without_tls_is_refused_wherever_it_is(address):
    with pytest.raises(UserError) as refused:
        refuse_insecure(address)
    assert refused.value.key == "insecure_scheduler"
    refuse_insecure("tls://127.0.0.1:8786")


def test_dasks_own_temporary_security_is_not_ours():
    """They differ in the years of their certificate, nothing else that Dask looks at."""
    ours, theirs = own_security(), Security.temporary()
    for role in ("client", "scheduler", "worker"):
        assert ours.get_tls_config_for_role(role).keys() == theirs.get_tls_config_for_role(role).keys()
