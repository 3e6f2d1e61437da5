"""What a page may say to the server: the few kinds of messages that pages need, in sizes that people reach.

Streamlit understands more kinds: some are for whoever develops an app, such as emptying all caches, and some
take seconds of everybody's time for a few bytes each.
"""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

LARGEST = 9_000_000  # bytes: a pasted text of 2,000,000 characters, and everything else on its page
HEAVY = 1_000_000  # bytes that count as one more message
WIDGETS, ELEMENTS, HASHES, FILES = 1000, 20_000, 2000, 20
WORD = 2000  # letters of a name
ADDRESS = 600_000  # and of an address: Streamlit takes half a million, and pages say what is wrong with one
NAMES = 20_000  # bytes of a message that names files
SAID = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
TOO_BIG, NOT_BYTES, UNREADABLE = 1009, 1003, 1002  # why a socket closes, in the protocol's numbers


class Unfit(Exception):
    """A message after which the socket closes.

    Args:
        code: Of the protocol.
        reason: In a few words, for whoever looks into the browser's log.
    """

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def kind_of(body: bytes | None) -> str | None:
    """What a message asks for, `deferred_file` for a download; None for what no page needs.

    Args:
        body: As it came, None where it was text.

    Raises:
        Unfit: for a message that is no page's.
    """
    if body is None:
        raise Unfit(NOT_BYTES, "text is not understood")
    if len(body) > LARGEST:
        raise Unfit(TOO_BIG, "the message is too large")
    try:
        asked = BackMsg.FromString(body)
    except DecodeError:
        raise Unfit(UNREADABLE, "the message cannot be read") from None
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        wanted = asked.backend_operation_request
        _require(max(len(wanted.request_id), len(wanted.deferred_file.file_id)) <= WORD)
        return "deferred_file" if wanted.WhichOneof("payload") == "deferred_file" else None
    if kind == "file_urls_request":
        given = asked.file_urls_request
        _require(len(given.file_names) <= FILES and len(body) <= NAMES)
    elif kind == "rerun_script":
        _require_state(asked.rerun_script)
    return kind if kind in SAID else None


def weight(body: bytes | None) -> float:
    """For how many messages it counts in the pace of whoever sends it."""
    return 1 + len(body or b"") / HEAVY


def _require_state(state: ClientState) -> None:
    widgets, about = state.widget_states.widgets, state.context_info
    _require(len(widgets) <= WIDGETS and len(state.cached_message_hashes) <= HASHES)
    names = (state.page_name, state.page_script_hash, state.fragment_id, about.locale, about.timezone)
    _require(all(len(name) <= WORD for name in (*names, *state.cached_message_hashes)))
    _require(len(state.query_string) <= ADDRESS and len(about.url) <= ADDRESS)
    _require(all(len(widget.id) <= WORD for widget in widgets))
    _require(sum(map(_elements, widgets)) <= ELEMENTS)


def _elements(widget: WidgetState) -> int:
    """How many values a list has; of anything else none."""
    kind = widget.WhichOneof("value")
    if kind == "file_uploader_state_value":
        return len(widget.file_uploader_state_value.uploaded_file_info)
    if kind == "chat_input_value":
        return len(widget.chat_input_value.file_uploader_state.uploaded_file_info)
    return len(getattr(widget, kind).data) if kind and kind.endswith("_array_value") else 0


def _require(fits: bool) -> None:
    if not fits:
        raise Unfit(TOO_BIG, "the message has too many parts, or too long ones")
