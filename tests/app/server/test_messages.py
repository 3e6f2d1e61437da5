"""Pages say the few things that they need; what is no page's ends its socket or goes no further."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from websockets.exceptions import ConnectionClosed

from app.components.typed import MOST_DATA
from app.server.connections import Config
from app.server.messages import LARGEST, Unfit, kind_of, weight
from app.server.pace import Pace
from app.server.sockets import Pages, Sockets
from tests.app.server.conftest import scope
from tests.app.server.visits import visiting


def message(fill):
    """The bytes of a message that `fill` fills in."""
    told = BackMsg()
    fill(told)
    return told.SerializeToString()


def widgets(told, count, **value):
    for number in range(count):
        told.rerun_script.widget_states.widgets.add(id=f"$$ID-{number}", **value)


def named(count):
    return message(lambda told: told.file_urls_request.file_names.extend(["a.csv"] * count))


def download(told):
    told.backend_operation_request.deferred_file.file_id = "f"


NEEDED = {
    "rerun_script": message(lambda told: widgets(told, 300, trigger_value=True)),
    "stop_script": message(lambda told: setattr(told, "stop_script", True)),
    "app_heartbeat": message(lambda told: setattr(told, "app_heartbeat", True)),
    "file_urls_request": named(3),
    "deferred_file": message(download),
}
PASTE = message(lambda told: widgets(told, 1, string_value="词" * MOST_DATA))
UNNEEDED = [
    message(lambda told: setattr(told, "clear_cache", True)),
    message(lambda told: setattr(told, "set_run_on_save", True)),
    message(lambda told: setattr(told, "load_git_info", True)),
    message(lambda told: setattr(told, "debug_shutdown_runtime", True)),
    message(lambda told: told.backend_operation_request.install_skills.SetInParent()),
    message(lambda told: told.backend_operation_request.dataframe_chunk.SetInParent()),
    b"",
]


def too_long(name, letters=30_000):
    return message(lambda told: setattr(told.rerun_script, name, "x" * letters))


UNFIT = {
    "text": None,
    "bytes": bytes(LARGEST + 1),
    "unreadable": b"\xff\xff",
    "names": named(1000),
    "a name": message(lambda told: told.file_urls_request.file_names.append("a" * 30_000)),
    "widgets": message(lambda told: widgets(told, 2000, trigger_value=True)),
    "query_string": too_long("query_string", 700_000),
    "page_name": too_long("page_name"),
    "fragment_id": too_long("fragment_id"),
    "id": message(lambda told: told.rerun_script.widget_states.widgets.add(id="x" * 3000)),
    "hashes": message(lambda told: told.rerun_script.cached_message_hashes.extend(["h"] * 3000)),
    "hash": message(lambda told: told.rerun_script.cached_message_hashes.append("h" * 3000)),
    "array": message(
        lambda told: told.rerun_script.widget_states.widgets.add().string_array_value.data.extend(
            ["a"] * 30_000
        )
    ),
    "files": message(
        lambda told: told.rerun_script.widget_states.widgets.add().file_uploader_state_value.MergeFrom(
            FileUploaderState(uploaded_file_info=[UploadedFileInfo()] * 30_000)
        )
    ),
    "file": message(
        lambda told: setattr(told.backend_operation_request.deferred_file, "file_id", "x" * 3000)
    ),
}


@pytest.mark.parametrize("kind", NEEDED)
def test_what_pages_need_is_understood(kind):
    assert kind_of(NEEDED[kind]) == kind


def test_a_long_address_reaches_the_page_which_says_what_is_wrong_with_it():
    assert kind_of(too_long("query_string", 500_000)) == "rerun_script"


def test_the_longest_paste_in_the_widest_letters_fits():
    assert kind_of(PASTE) == "rerun_script" and len(PASTE) > 3 * MOST_DATA


@pytest.mark.parametrize("body", UNNEEDED)
def test_what_no_page_needs_is_not(body):
    assert kind_of(body) is None


@pytest.mark.parametrize("why", UNFIT)
def test_what_no_page_would_send_ends_the_socket(why):
    with pytest.raises(Unfit):
        kind_of(UNFIT[why])


async def heard(bodies):
    """What reaches the app of the messages of one socket, and what it is told."""
    coming = iter([*bodies, None])
    reached, told = [], []

    async def app(scope, receive, send):
        while (got := await receive())["type"] == "websocket.receive":
            reached.append(got["bytes"])

    async def receive():
        body = next(coming)
        return (
            {"type": "websocket.receive", "bytes": body}
            if body is not None
            else {"type": "websocket.disconnect"}
        )

    async def send(message):
        told.append(message)

    await Sockets(app, Pages(5, 5, 5, shared=False))(scope("websocket"), receive, send)
    return reached, told


def test_on_ones_own_machine_too_only_what_is_needed_passes():
    reached, told = asyncio.run(heard([*UNNEEDED, *NEEDED.values(), *UNNEEDED]))
    assert reached == list(NEEDED.values()) and not told


def test_after_what_is_unfit_nothing_passes():
    reached, told = asyncio.run(heard([NEEDED["stop_script"], UNFIT["names"], NEEDED["stop_script"]]))
    assert reached == [NEEDED["stop_script"]]
    assert [(one["type"], one["code"]) for one in told] == [("websocket.close", 1009)] and told[0]["reason"]


def test_a_large_message_counts_for_several():
    pace = Pace(10, 5, now=lambda: 0.0)
    assert weight(NEEDED["stop_script"]) < 1.01 and 6 < weight(PASTE) < 9
    assert pace.wait(weight(PASTE)) == 0 and pace.wait(weight(PASTE)) > 0


def test_the_server_does_not_gather_more_than_the_largest():
    assert Config("app", ws_max_size=200_000_000).ws_max_size == LARGEST


def test_a_page_that_asks_for_a_million_names_is_closed_and_others_go_on(served):
    with visiting(served.port) as stranger, visiting(served.port) as other:
        stranger.opened()
        stranger.socket.send(named(1_000_000))
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                stranger.socket.recv(timeout=30)
        assert ended.value.rcvd.code == 1009 and "too many" in ended.value.rcvd.reason
        assert other.opened()
