"""A refused upload is told on its page, once."""

from http import HTTPStatus

from app.components.refused import refused
from app.i18n import translator
from app.server.refusals import Refusal
from app.server.told import MOST, tell, untold


def test_a_refusal_is_told_once_and_to_its_page(monkeypatch):
    told = []
    monkeypatch.setattr("streamlit.toast", lambda words, **_: told.append(words))
    monkeypatch.setattr(
        "app.components.refused.get_script_run_ctx", lambda: type("C", (), {"session_id": "a"})
    )
    tell("b", Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_all"))
    refused(translator("en"))
    assert told == []
    tell("a", Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_yours", held=59, most=60))
    for _ in range(2):
        refused(translator("en"))
    assert told == [translator("en")("door.upload_yours", held=59, most=60)]
    assert untold("b") is not None


def test_pages_that_never_look_do_not_add_up():
    for number in range(2 * MOST):
        tell(str(number), Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_all"))
    assert untold("0") is None and sum(untold(str(number)) is not None for number in range(2 * MOST)) == MOST
