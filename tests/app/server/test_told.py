"""A refused upload is told on its page, once."""

from http import HTTPStatus

from app.components.refused import refused
from app.i18n import translator
from app.server.refusals import Refusal
from app.server.told import tell, untold

OPEN = {"a", "b"}.__contains__


def test_a_refusal_is_told_once_and_to_its_page(monkeypatch):
    told = []
    monkeypatch.setattr("streamlit.toast", lambda words, **_: told.append(words))
    monkeypatch.setattr(
        "app.components.refused.get_script_run_ctx", lambda: type("C", (), {"session_id": "a"})
    )
    tell("b", Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_all"), OPEN)
    refused(translator("en"))
    assert told == []
    tell("a", Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_yours", held=59, most=60), OPEN)
    for _ in range(2):
        refused(translator("en"))
    assert told == [translator("en")("door.upload_yours", held=59, most=60)]
    assert untold("b") is not None


def test_pages_that_are_gone_do_not_add_up_and_push_out_nobody():
    full = Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_all")
    tell("waiting", full, {"waiting"}.__contains__)
    for number in range(2000):
        tell(str(number), full, {"waiting", str(number)}.__contains__)
    tell("made up", full, {"waiting"}.__contains__)
    assert untold("made up") is None is untold("0") is untold("1999")
    assert untold("waiting") is full
