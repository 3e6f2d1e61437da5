"""Too much at once, though each of it is allowed: tabs, messages, slow lines."""

import asyncio
import secrets
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from benchmarks.abuse.stage import Attack, Stage, Told
from benchmarks.abuse.wire import XSRF, Wire

TABS, AT_ONCE = 200, 4
PAGE = "experiments"  # little to draw: it is about how many there are
MESSAGE = 100 << 20  # bytes
LINES = 60  # slow uploads at once
SLOW = 4.0  # seconds that they drip
PROMISED = 19 << 20  # bytes that each says it will send
STILL = 400  # requests that are begun and never ended


def tabs(stage: Stage) -> Told:
    """Open two hundred tabs, a few at a time, and keep all of them."""
    with ThreadPoolExecutor(1) as other:  # the browser's driver has a loop of its own in this thread
        came = other.submit(asyncio.run, _tabs(stage)).result()
    drawn, refused = came.count("drawn"), came.count("refused")
    return Told(f"{drawn} of {TABS} drawn, {refused} refused", drawn > 0 and drawn + refused == TABS)


async def _tabs(stage: Stage) -> list[str]:
    few, all_there = asyncio.Semaphore(AT_ONCE), asyncio.Event()
    opened = [asyncio.create_task(_tab(stage, few, all_there)) for _ in range(TABS)]
    await asyncio.sleep(stage.patience)
    all_there.set()
    return await asyncio.gather(*opened)


async def _tab(stage: Stage, few: asyncio.Semaphore, all_there: asyncio.Event) -> str:
    url, wanted = stage.served.url, BackMsg()
    wanted.rerun_script.page_name = PAGE
    try:
        async with few:
            line = await connect(
                f"{url.replace('http', 'ws', 1)}/_stcore/stream", origin=url, subprotocols=["streamlit"],
                max_size=64 << 20, close_timeout=1,
            )  # fmt: skip
            await line.send(wanted.SerializeToString())
            while not all_there.is_set():
                told = ForwardMsg()
                told.ParseFromString(await asyncio.wait_for(line.recv(), stage.patience))
                if told.WhichOneof("type") == "script_finished":
                    break
        drawn = "late" if all_there.is_set() else "drawn"
        await all_there.wait()
        await line.close()
    except InvalidStatus:
        return "refused"
    except (OSError, WebSocketException, TimeoutError):
        return "lost"
    return drawn


def huge_message(stage: Stage) -> Told:
    """Send what a field holds, a hundred megabytes of it."""
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add()
    state.id, state.string_value = "$$ID-0-data_picker.paste", "x" * MESSAGE
    body = message.SerializeToString()
    with Wire(stage.served.url, patience=stage.patience) as tab:
        tab.open("forecast")
        try:
            tab.send(body)
            drawn = tab.open("forecast")
        except (OSError, WebSocketException) as error:
            return Told(f"the line is closed ({type(error).__name__})")
    return Told("taken" if not drawn.broken else "taken, and the page broke", not drawn.broken)


def many_messages(stage: Stage) -> Told:
    """Ask again and again for the page without ever reading it."""
    message = BackMsg()
    message.rerun_script.page_name = "judge"
    body, sent = message.SerializeToString(), 0
    with Wire(stage.served.url, patience=stage.patience) as tab:
        until, end = time.monotonic() + SLOW, threading.Timer(SLOW, tab.hang_up)
        end.start()  # a server that holds us back lets no thread of ours go
        with suppress(OSError, WebSocketException):
            while time.monotonic() < until:
                tab.send(body)
                sent += 1
    return Told(f"{sent} messages in {SLOW:.0f} s")


def slow_uploads(stage: Stage) -> Told:
    """Begin sixty uploads in one visit, and send them letter by letter."""
    with Wire(stage.served.url, patience=stage.patience) as tab, ExitStack() as lines:
        tab.open("forecast")
        open_ = []
        for _ in range(LINES):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", stage.served.port), 10))
            with suppress(OSError):
                line.sendall(_head(stage, tab))
                open_.append(line)
        until = time.monotonic() + SLOW
        while time.monotonic() < until:
            for line in list(open_):
                try:
                    line.sendall(b"x")
                except OSError:
                    open_.remove(line)
            time.sleep(0.1)
    return Told(f"{len(open_)} of {LINES} uploads drip on")


def _head(stage: Stage, tab: Wire) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in tab.cookies.items())
    lines = (
        f"PUT /_stcore/upload_file/{tab.session}/{secrets.token_hex(16)} HTTP/1.1",
        f"Host: 127.0.0.1:{stage.served.port}",
        f"Cookie: {cookies}",
        f"X-Xsrftoken: {tab.cookies.get(XSRF, '')}",
        "Content-Type: multipart/form-data; boundary=edge",
        f"Content-Length: {PROMISED}",
    )
    start = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    return ("\r\n".join(lines) + "\r\n\r\n" + start).encode()


def unfinished(stage: Stage) -> Told:
    """Begin four hundred requests, and never end one."""
    with ExitStack() as lines:
        opened = 0
        for _ in range(STILL):
            with suppress(OSError):
                line = lines.enter_context(socket.create_connection(("127.0.0.1", stage.served.port), 2))
                line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
                opened += 1
        time.sleep(SLOW)
    return Told(f"{opened} of {STILL} held open")


ATTACKS = (
    Attack("200 tabs that stay open", tabs, patience=20.0),
    Attack("a field's value of 100 MB", huge_message),
    Attack("a tab that asks without end and reads nothing", many_messages),
    Attack("60 uploads that drip", slow_uploads),
    Attack("400 requests that are begun and never ended", unfinished),
)
