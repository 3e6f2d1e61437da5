"""Whatever the password of a database: no error tells it, and signs of addresses in it are explained."""

import os
import subprocess
import sys
import traceback
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import make_url

from core.engine.cluster import refuse_insecure
from core.errors import UserError
from core.store.address import HIDDEN, LETTERS, read_address, without_password
from core.store.engine_process import ROOT
from core.store.store import Store
from core.words.english import sentence

SIGNS = "@:/?#[]%&+= \\\"'"
NOWHERE = "127.0.0.1:1/unrolled"
PASSWORDS = st.one_of(
    st.text(st.sampled_from("xqz79XQ" + SIGNS), min_size=LETTERS, max_size=24),
    st.text(st.characters(min_codepoint=33, max_codepoint=0x4FF), min_size=LETTERS, max_size=24),
    st.from_regex(r"[xqz]{4,9}[@/:#?%][xqz]{4,9}[@/:#?%][xqz]{4,9}", fullmatch=True),
)


def pieces(text):
    return {text[at : at + LETTERS].casefold() for at in range(len(text) - LETTERS + 1)}


def refusal(folder, address):
    with pytest.raises(UserError) as told:
        Store(folder, address)
    return told.value


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@given(PASSWORDS, st.booleans())
def test_no_error_tells_a_password_or_a_piece_of_it(folder, password, encoded):
    usual = refusal(folder, f"postgresql+psycopg://unrolled:@{NOWHERE}")
    assert usual.key == "store_unreachable" and "refused" in usual.facts["reason"]
    written = quote(password, safe="") if encoded else password
    error = refusal(folder, f"postgresql+psycopg://unrolled:{written}@{NOWHERE}")
    said = sentence(error) + str(error) + "".join(traceback.format_exception(error))
    known = pieces("".join(traceback.format_exception(usual)) + sentence(usual))
    known |= pieces(sentence(UserError("store_address_wrong")))
    assume(not pieces(password) & known)
    assert not pieces(password) & pieces(said)
    if encoded:
        assert (error.key, error.facts) == (usual.key, usual.facts)


@given(PASSWORDS)
def test_nor_where_a_driver_repeats_all_that_it_was_given(folder, password):
    def connect(*given, **named):
        raise psycopg.OperationalError(f"cannot connect: {named['password']} or {quote(named['password'])}")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(psycopg, "connect", connect)
        error = refusal(folder, f"postgresql+psycopg://unrolled:{quote(password, safe='')}@{NOWHERE}")
        reason = error.facts["reason"]
        assert (
            not pieces(password) & pieces(reason)
            and HIDDEN in reason
            and reason.startswith("cannot connect: ")
        )
        assert error.__suppress_context__, "its own traceback would tell"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://unrolled:hunter@secret#word@127.0.0.1/db",
        "postgresql+psycopg://unrolled:hunter@secret:word@127.0.0.1/db",
        "postgresql+psycopg://unrolled:hunter@secret/word@127.0.0.1/db",
        "postgresql+psycopg://un/rolled:hunter2@127.0.0.1/db",
        "postgresql+psycopg://unrolled:hunter2@127.0.0.1:secretport/db",
        "hunter2secret",
    ],
)
def test_an_address_that_is_not_read_as_it_was_meant_is_refused(folder, address):
    error = refusal(folder, address)
    assert error.key == "store_address_wrong" and error.facts == {}
    assert "%40" in sentence(error)
    assert not {"hunter", "secret"} & set("".join(traceback.format_exception(error)).split("'"))


def test_addresses_that_are_in_use_are_still_read():
    assert read_address("postgresql+psycopg://u:p%40ss@host:5432/db?sslmode=require").password == "p@ss"
    assert read_address("postgresql+psycopg://u:a/b#c?d@host/db").password == "a/b#c?d"
    assert read_address("sqlite:////srv/me@here/a@b/store.sqlite").database == "/srv/me@here/a@b/store.sqlite"
    assert read_address("postgresql+psycopg://host/db").host == "host"


def test_what_is_no_piece_of_a_password_is_told():
    url = make_url("postgresql+psycopg://u:open sesame@host/db?password=second")
    said = without_password('host "host" refused sesa, SECOND to none', url)
    assert said == f'host "host" refused{HIDDEN}, {HIDDEN} to none'
    assert without_password("no host", make_url("sqlite:///x")) == "no host"


def test_the_command_line_tells_none_either(tmp_path):
    environment = os.environ | {"UNROLLED_HOME": str(tmp_path)}
    environment["UNROLLED_STORE"] = "postgresql+psycopg://unrolled:hunter@secret#word@127.0.0.1:1/unrolled"
    environment["UNROLLED_SCHEDULER"] = "tls://127.0.0.1:1"  # or workers would be got ready meanwhile
    ran = subprocess.run(
        [sys.executable, "-m", "core.engine"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode and "UNROLLED_STORE" in ran.stderr
    assert not [word for word in ("hunter", "secret#", "word@127") if word in ran.stdout + ran.stderr]


def test_a_schedulers_address_with_a_password_is_not_told():
    for scheme in ("tcp", "tls"):
        with pytest.raises(UserError) as refused:
            refuse_insecure(f"{scheme}://me:hunter2secret@127.0.0.1:8786")
        assert refused.value.key == "scheduler_address_wrong" and refused.value.facts == {}
