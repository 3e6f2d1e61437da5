"""A store that cannot be used is one sentence on every page, and no word about where it is."""

import pytest
from sqlalchemy import text

from app.errors import sentence
from app.i18n import translator
from core.store.migration import VERSION
from core.store.store import Store


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["", "forecast", "experiments"])
def test_a_store_of_a_newer_version_is_told(page, home, name, language):
    store, t = Store(home), translator(language)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    store.close()
    shown = page(name, lang=language)
    wanted = sentence(t, "store_too_new", {"found": "99", "known": VERSION})
    assert [error.value for error in shown.error] == [wanted] and not shown.exception and not shown.button


def test_a_database_that_is_down_is_told_without_its_address(page, monkeypatch):
    monkeypatch.setenv("UNROLLED_STORE", "postgresql+psycopg://ann:secret@127.0.0.1:9/store")
    shown, t = page(), translator("en")
    wanted = sentence(t, "store_unreachable", {"reason": t("frame.see_log")})
    assert [error.value for error in shown.error] == [wanted] and not shown.exception
    monkeypatch.delenv("UNROLLED_STORE")
    assert not shown.run().error
