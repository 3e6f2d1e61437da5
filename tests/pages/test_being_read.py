"""What is pasted is read apart, within a limit; whoever waits for it is told how many are before."""

import pytest
from streamlit.testing.v1 import AppTest

from app.components import typed
from app.data import file_source
from app.i18n import translator
from core.sandbox import forkserver

T = translator("en")
FIGURES = "date,value\n" + "".join(f"2024-01-{day:02},{day}\n" for day in range(1, 31))


def test_nothing_that_is_pasted_is_read_by_the_pages_themselves(page, monkeypatch):
    def never(*_, **__):
        raise AssertionError("read here")

    monkeypatch.setattr("core.data.reading.read_table", never)
    monkeypatch.setattr("core.text.reading.from_lines", never)
    monkeypatch.setattr("core.text.reading.labels_of_lines", never)
    shown = page("forecast", source="paste")
    shown.text_area(key="data_picker.paste").set_value(FIGURES).run()
    assert not shown.exception and not shown.error
    assert "value" in [one.value for one in shown.selectbox] or len(shown.dataframe)
    shown = page("sentiment", source="paste")
    pasted = "".join(f"{('good', 'bad')[n % 2]}\tsoup number {n}\n" for n in range(80))
    shown.text_area(key="text_picker.paste").set_value(pasted).run()
    assert not shown.exception and not shown.error


@pytest.mark.parametrize(
    ("name", "key"), [("forecast", "data_picker.paste"), ("sentiment", "text_picker.paste")]
)
def test_what_is_too_long_to_paste_is_told(page, monkeypatch, name, key):
    for module in ("file_source", "text_picker"):
        monkeypatch.setattr(f"app.data.{module}.MOST_DATA", 100)
    shown = page(name, source="paste")
    shown.text_area(key=key).set_value("x" * 101).run()
    assert [one.value for one in shown.error] == [T("error.pasted_too_long", letters=101, most=100)]


def test_a_line_that_is_too_long_is_cut(monkeypatch):
    monkeypatch.setattr(typed.st, "text_input", lambda *_, **__: "x" * 1000)
    assert typed.line("name") == "x" * typed.MOST_LINE


def waiting():
    from app.data.being_read import being_read
    from app.i18n import translator
    from core.sandbox import line

    with being_read(translator("en")):
        reader = line._reader.get()
        assert reader.who  # of this visit
        reader.on_wait(3)


def test_whoever_waits_is_told_how_many_are_before(home):
    shown = AppTest.from_function(waiting).run()
    assert not shown.exception
    assert T("reading.waits", count=3) in shown.caption[0].value
    assert "3 files are" in shown.caption[0].value and "1 file is" in T("reading.waits", count=1)


@pytest.fixture
def asked(monkeypatch):
    """Every reading that is asked for: a process of its own each."""
    asked, run = [], forkserver.run

    def counted(request, told, module, wall):
        asked.append(module)
        run(request, told, module, wall)

    monkeypatch.setattr(forkserver, "run", counted)
    return asked


def test_a_file_is_read_once_for_all_touches_of_the_page_and_only_the_last_is_kept(page, asked):
    shown = page("forecast", source="paste")
    shown.text_area(key="data_picker.paste").set_value(FIGURES).run()
    shown.run()
    assert asked == ["core.data.reading"]
    first = shown.session_state[file_source.READ]
    shown.text_area(key="data_picker.paste").set_value(FIGURES + "2024-02-01,7\n").run()
    last = shown.session_state[file_source.READ]
    assert last.file != first.file and len(last.known) == 1 and len(asked) == 2


def test_each_touch_of_a_field_is_one_reading_whatever_was_set_before(page, asked):
    rows = "".join(f"0{1 + n % 9}/01/2024;{who};1,{n}\n" for n in range(9) for who in "ab")
    shown = page("forecast", source="paste")
    shown.text_area(key="data_picker.paste").set_value("day;who;y\n" + rows).run()
    assert len(asked) == 1 and len(shown.warning) == 1
    shown.segmented_control(key="data_picker.paste.day_first").set_value("dm").run()
    assert len(asked) == 2 and len(shown.warning) == 1
    shown.multiselect(key="data_picker.paste.series").set_value(["who"]).run()
    assert len(asked) == 3 and not shown.warning
    shown.selectbox(key="data_picker.paste.decimal").set_value(".").run()
    assert len(asked) == 4 and list(shown.dataframe[0].value) == ["a", "b"]
    assert not shown.exception


def test_a_file_of_texts_is_looked_at_and_kept_in_one_reading(page, asked):
    rows = "".join(f"{('good', 'bad')[n % 2]},soup number {n} and bread,{n % 3}\n" for n in range(90))
    shown = page("sentiment", source="file")
    body = ("label,text,stars\n" + rows).encode()
    shown.file_uploader(key="text_picker.file").set_value(("a.csv", body, "text/csv")).run()
    assert not shown.exception and not shown.error and asked == ["core.text.reading"]
    name = next(one for one in shown.text_input if (one.key or "").endswith(".name.good"))
    name.set_value("fine").run()
    assert len(asked) == 2 and not shown.exception and not shown.error
    column = next(one for one in shown.selectbox if (one.key or "").startswith("text_picker.label."))
    column.set_value("stars").run()
    assert len(asked) == 3 and not shown.exception
