"""The native passes are used where a self-test apart succeeded; what it said is kept."""

import pytest

pytest.importorskip("llvmlite")
pytest.importorskip("tensorflow")

from core.cells import CELLS  # noqa: E402
from core.networks.kernels import usable  # noqa: E402
from core.networks.kernels.compiled import this_processor  # noqa: E402

pytestmark = [pytest.mark.keras, pytest.mark.skipif(this_processor() is None, reason="no vectors")]


@pytest.fixture(autouse=True)
def forgotten(monkeypatch, tmp_path):
    usable._right.cache_clear()
    monkeypatch.setattr(usable, "folder", lambda: tmp_path)
    yield tmp_path
    usable._right.cache_clear()


def test_the_self_test_runs_once_for_all_processes(forgotten, monkeypatch):
    assert usable.why_not("rnn", "tanh", masked=True) is None
    (note,) = forgotten.glob("*.checked")
    assert (
        note.read_text() == "right" and len(list(forgotten.glob("*.o"))) == 2
    )  # passes, and what calls them
    usable._right.cache_clear()
    monkeypatch.setattr(usable, "_tested", None)
    assert usable.why_not("rnn", "tanh", masked=True) is None


@pytest.mark.parametrize(
    ("status", "kept"), [(-4, True), (-11, True), (3, True), (1, False), (-9, False), (-15, False)]
)
def test_a_wrong_instruction_or_number_is_remembered_and_a_test_that_did_not_run_is_not(
    status, kept, forgotten, monkeypatch
):
    class Ended:
        returncode, stderr = status, "off by 1"

    monkeypatch.setattr(usable.subprocess, "run", lambda *_, **__: Ended)
    assert usable.why_not("rnn", "tanh") == "wrong"
    assert [note.read_text() for note in forgotten.glob("*.checked")] == ["wrong"] * kept


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setattr(usable, "find_spec", lambda name: None)
    assert usable.why_not("rnn", "tanh") == "missing"


def test_an_engine_has_all_tested_before_they_are_asked_for(forgotten, monkeypatch):
    tested = []
    monkeypatch.setattr(usable.os, "nice", lambda much: tested.append(much), raising=False)
    monkeypatch.setattr(usable, "_tested", lambda subject, place: not tested.append(subject))
    usable.main()
    count = len([cell for cell in CELLS.values() if cell.fast])
    assert len(tested) == 2 * count + 2 and tested[count] == usable.LATER and tested[-1] == usable.ROWS
    assert all(subject.endswith("-tanh-whole") for subject in tested[:count])
    for cell in CELLS.values():
        if cell.fast:
            assert usable.why_not(cell.name, "tanh") is usable.why_not(cell.name, "tanh", masked=True) is None
    assert usable.why_no_rows() is None and len(set(tested)) == len(tested)


def test_an_embeddings_gradient_is_tested_too(forgotten):
    assert usable.why_no_rows() is None
    (note,) = forgotten.glob("*.checked")
    assert note.read_text() == "right"
