"""Sentiment: from labelled texts to a judged classifier, as a visitor sees it."""

import re
from contextlib import nullcontext
from dataclasses import replace

import pytest

from app.data.text_fields import _why_not_merged
from app.experiments.classes.result import whose_answers
from app.i18n import translator
from app.tasks.sentiment import scoring as text_scoring
from core.errors import UserError
from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.spec import SentimentSpec
from core.text.choices import TextChoices
from core.text.cleaning import text_dataset
from core.text.public import PUBLIC, PublicSet, Remote
from core.text.samples import load_text_sample
from tests.texts import fill_texts

T = translator("en")
LINES = "\n".join(f"{'good' if n % 2 else 'bad'}\tthis is text number {n}" for n in range(30))


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


def button(shown, label):
    return next(b for b in shown.button if label in b.label)


def test_one_click_trains_three_cells_on_the_sample(page, store):
    shown = page("sentiment")
    assert not shown.exception and not shown.error
    shown = button(shown, "Train RNN").click().run()
    assert not shown.exception
    (line,) = store.experiments()
    assert line.experiment.task == "sentiment" and line.experiment.spec.cells == ("rnn", "lstm", "gru")
    assert store.texts(line.experiment.data).name == "sentences"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finished_experiment_is_told_in_every_language(page, store, language):
    shown = page("sentiment", experiment=fill_texts(store), lang=language)
    assert not shown.exception and not shown.error
    t = translator(language)
    names = (
        "learning",
        "methods",
        "classes",
        "calibration",
        "mistakes",
        "labels",
        "data",
        "settings",
        "take_home",
    )
    assert [tab.label.split(":")[-1].strip() for tab in shown.tabs] == [t(f"tab.{name}") for name in names]
    assert all(chart.proto.alt for chart in shown.get("plotly_chart"))
    assert len(shown.get("download_button")) == 8


def test_downloads_are_made_when_they_are_asked_for(page, store, monkeypatch):
    id = fill_texts(store)

    def never(*_):
        raise AssertionError("nobody has asked for the texts")

    monkeypatch.setattr(Store, "texts", never)
    shown = page("sentiment", experiment=id)
    assert not shown.exception and shown.selectbox(key="take_home.cell.gru").options == ["RNN", "LSTM", "GRU"]


def test_the_verdict_names_the_cell_that_is_better(page, store):
    shown = page("sentiment", experiment=fill_texts(store))
    first, headline = [m.value for m in shown.markdown if m.value.startswith("## ")][:2]
    assert first.startswith("## Score texts with") and "test texts are told right" in first
    assert headline.startswith("## GRU beats every simple method") and "accuracy" in headline


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_experiment_from_before_shows_its_scores_and_is_trained_again_by_one_click(page, store, language):
    shown = page("sentiment", experiment=fill_texts(store, protocol=False), lang=language, tab="methods")
    headlines = [m.value for m in shown.markdown if m.value.startswith("## ")]
    t = translator(language)
    assert headlines == [f"## {t('before.title')}"] and not shown.exception
    assert any(T("column.gain") in frame.value or "增益" in frame.value for frame in shown.dataframe)
    assert any(one.key == "sentiment.before.again" for one in shown.button)


def test_a_training_that_failed_says_why(page, store):
    shown = page("sentiment", experiment=fill_texts(store, "failed"))
    assert "not a number" in shown.error[0].value or "epoch 3" in shown.error[0].value


def test_an_experiment_opens_on_the_page_of_its_task(page, store):
    shown = page("forecast", experiment=fill_texts(store))
    assert not shown.exception and not shown.error


def test_the_list_of_experiments_tells_the_task(page, store):
    fill_texts(store)
    shown = page("experiments")
    assert any(c.value.startswith("Sentiment") for c in shown.caption)


def test_pasted_lines_can_be_trained_on(page, store):
    shown = page("sentiment")
    shown.get("button_group")[0].set_value("paste").run() if shown.get("button_group") else None
    area = next((a for a in shown.text_area), None)
    assert area is not None
    shown = area.set_value(LINES).run()
    assert not shown.exception and not shown.error
    assert any("30 texts" in c.value for c in shown.caption)


@pytest.mark.parametrize(
    "pasted, says",
    [
        ("no tab in here", "Write: label, tab, text"),
        ("good\ta\ngood\tb", "the same label"),
        (LINES + "\nodd\tone", "The class odd has too few texts (1)"),
        ("<script>alert(1)</script>\tx\ngood\ty", "has too few texts (1)"),
    ],
)
def test_bad_lines_get_one_sentence(page, store, pasted, says):
    shown = page("sentiment")
    shown.get("button_group")[0].set_value("paste").run()
    shown = shown.text_area[0].set_value(pasted).run()
    assert not shown.exception and len(shown.error) == 1 and says in shown.error[0].value


def choose_public(page, **query):
    shown = page("sentiment", **query)
    return shown.segmented_control(key="text_picker.source").set_value("public").run()


def test_a_public_set_is_offered_with_its_size_and_terms(page, store):
    shown = choose_public(page)
    assert any("cite Maas et al." in caption.value for caption in shown.caption)
    assert shown.button(key="text_picker.fetch").label == "Download (19\u00a0MB)"
    assert not any(button.key == "setup.train" for button in shown.button)


@pytest.mark.parametrize(("lang", "says"), [("en", "cannot be reached"), ("zh", "无法连接")])
def test_without_a_network_a_public_set_says_so(page, store, monkeypatch, lang, says):
    far = Remote("http://127.0.0.1:9/imdb.npz", "sha256:00", 1)
    monkeypatch.setitem(PUBLIC, "imdb", PublicSet((far,), PUBLIC["imdb"].read))
    shown = choose_public(page, lang=lang)
    shown = shown.button(key="text_picker.fetch").click().run()
    assert [says in error.value for error in shown.error] == [True]
    assert not shown.exception


def test_a_public_set_that_is_here_needs_no_network(page, store):
    data = replace(load_text_sample("sentences_en"), name="imdb", source="public")
    facts = keep_texts(store, data)
    (store.folder / "public").mkdir()
    (store.folder / "public" / "imdb.sha256").write_text(facts.sha256)
    shown = choose_public(page)
    assert any("IMDB film reviews, as in Keras" in caption.value for caption in shown.caption)
    assert not shown.button(key="setup.train").disabled


def upload_vectors(page, body):
    shown = page("sentiment")
    return shown.file_uploader[-1].set_value(("vectors.txt", body, "text/plain")).run()


def test_word_vectors_say_what_they_cover_and_set_the_width(page, store):
    shown = upload_vectors(page, b"the 0.1 0.2 0.3\na 1 2 3\nnothing 4 5 6\n")
    assert any("have a vector of 3 numbers" in caption.value for caption in shown.caption)
    shown.button(key="setup.train").click().run()
    spec = store.experiments()[0].experiment.spec.of(SentimentSpec)
    assert spec.embedding == 3 and store.data.vectors(spec.vectors)


def test_vectors_of_the_wrong_width_get_one_sentence_and_nothing_is_queued(page, store):
    shown = upload_vectors(page, b"the 0.1 0.2 0.3\na 1 2\n")
    says = "holds 2 numbers where the first line holds 3"  # beside the file, and beside the button
    assert [says in error.value for error in shown.error] == [True, True]
    assert shown.button(key="setup.train").disabled and not shown.exception


@pytest.fixture
def networks(monkeypatch):
    """Networks that answer by rote; set `foreign` or `unknown` to make a text strange to them."""
    about = {"words": 4, "read": 4, "unknown": 0, "language": "en", "foreign": False}

    def ask(experiment, kind, texts):
        if kind == "score":
            rows = [[0.9, 0.1] if "terrible" in text else [0.2, 0.8] for text in texts]
            one = {"seeds": [1, 2], "probabilities": rows, "seed": 1, "single": rows}
            cells = {cell: one for cell in ("rnn", "lstm", "gru")}
            told = {"cells": cells, "texts": [dict(about) for _ in texts]}
            return told | {"sent": "gru+bag", "others": {"gru+bag": [[0.25, 0.75] for _ in texts]}}
        words = [{"text": word, "start": 0, "end": 1, "known": True} for word in texts[0].split()]
        each = {
            "label": 1, "ends": [1], "beginnings": [[0.5, 0.5]], "gap": 0.01,
            "seed": 1, "single": [[0.4, 0.6]],
            "contributions": [0.1] * len(words), "occlusion": [0.1] * len(words),
        }  # fmt: skip
        return {"cells": {cell: each for cell in ("rnn", "lstm", "gru")}, "words": words}

    monkeypatch.setattr(text_scoring, "_ask", ask)
    return about


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_answer_to_use_comes_first_and_says_why_it_is_the_one(page, store, networks, lang):
    shown, t = page("sentiment", experiment=fill_texts(store), lang=lang), translator(lang)
    shown.text_area[-1].set_value("The staff were friendly")
    shown = next(one for one in shown.button if one.label == t("scoring.ask")).click().run()
    name = t("method.with_bag", cell="GRU")
    assert [one.label for one in shown.metric] == [name, "RNN", "LSTM", "GRU"]
    assert any(t("scoring.sent.about", method=name) in one.value for one in shown.caption)
    shown.text_area[-1].set_value("one\ntwo")
    shown = next(one for one in shown.button if one.label == t("scoring.ask")).click().run()
    assert any(t("scoring.file.sent", method=name) in one.value for one in shown.caption)


def score(shown, text):
    shown.text_area[-1].set_value(text)
    return button(shown, T("scoring.ask")).click().run()


def test_an_edited_word_shows_what_it_changes(page, store, networks):
    shown = score(page("sentiment", experiment=fill_texts(store)), "The food was terrible.")
    assert [metric.value for metric in shown.metric][-3:] == ["negative"] * 3
    shown = score(shown, "The food was great.")
    assert [metric.delta for metric in shown.metric][-3:] == ["80.0\u00a0% (before: 10.0\u00a0%)"] * 3
    assert any("*terrible* → *great*" in caption.value for caption in shown.caption)
    shown = score(shown, "完全不同的话")
    assert not any("→" in caption.value for caption in shown.caption)


@pytest.mark.parametrize(
    ("strange", "says"), [("foreign", "scoring.foreign"), ("unknown", "scoring.all_unknown")]
)
def test_a_text_the_networks_cannot_know_gets_a_warning_instead_of_a_figure(
    page, store, networks, strange, says
):
    networks |= {strange: True if strange == "foreign" else 4, "language": "de"}
    shown = page("sentiment", experiment=fill_texts(store))
    before = len(shown.metric)
    shown = score(shown, "Das Essen war gut")
    assert T(says, language="German") in [warning.value for warning in shown.warning]
    assert len(shown.metric) == before
    shown = shown.toggle(key="scoring.anyway").set_value(True).run()
    assert len(shown.metric) == before + 4  # three cells, and what is to be used
    shown = score(shown, "Das Essen\nwar gut")
    assert not shown.exception


def test_who_brings_few_texts_is_told_before_training_and_at_the_top_of_the_result(page, store):
    shown = page("sentiment")
    assert any(
        "256 texts" in warning.value and "7 percentage points" in warning.value for warning in shown.warning
    )
    shown.get("button_group")[0].set_value("paste").run()
    shown = shown.text_area[0].set_value(LINES).run()
    assert any("sharper verdict" in warning.value for warning in shown.warning)
    shown = page("sentiment", experiment=fill_texts(store))
    assert any("Only 128 test texts" in warning.value for warning in shown.warning)


def test_mistakes_have_rows_second_best_classes_and_a_way_to_why(page, store):
    shown = page("sentiment", experiment=(id := fill_texts(store)), tab="mistakes")
    table = next(frame.value for frame in shown.dataframe if T("text_cases.why") in frame.value)
    assert {T("column.row"), T("column.second"), T("column.confidence")} <= set(table)
    assert table[T("column.second")].str.fullmatch(r"\w+ · [\d.]+\s*%").all()
    assert (table[T("column.truth")] != table[T("column.told")]).all()
    assert table[T("text_cases.why")].str.contains(f"inside?experiment={id}", regex=False).all()
    one = table[T("column.truth")].iloc[0]
    shown.selectbox(key="result.mistakes.truth").set_value(["negative", "positive"].index(one)).run()
    table = next(frame.value for frame in shown.dataframe if T("text_cases.why") in frame.value)
    assert set(table[T("column.truth")]) == {one} and not shown.exception


FORECASTING = re.compile(
    r"(?i)\b(MAE|horizon|lookback|origins?|windows?|last ones|steps? ahead|forecasts?)\b"
)


@pytest.mark.parametrize("result", [False, True])
def test_no_word_of_forecasting_stands_on_a_page_of_texts(page, store, result):
    shown = page("sentiment", **({"experiment": fill_texts(store)} if result else {}))
    said = [one.value for kind in ("markdown", "caption", "warning", "info") for one in getattr(shown, kind)]
    for kind in ("selectbox", "number_input", "slider", "toggle", "multiselect", "text_input"):
        said += [f"{one.label} {getattr(one, 'help', '')}" for one in shown.get(kind)]
    said += [f"{one.label} {one.proto.help}" for one in shown.button]
    tables = [frame.value.drop(columns=T("column.text"), errors="ignore") for frame in shown.dataframe]
    said += [str(value) for table in tables for value in [*table, *table.to_numpy().ravel()]]
    assert [one for one in said if FORECASTING.search(str(one))] == []


def test_a_file_of_texts_asks_what_becomes_of_rare_labels(page, store):
    rows = (
        "".join(f"{(-1, 0, 1)[n % 3]},this is text number {n}\n" for n in range(60))
        + "-,one more\n4,and one\n"
    )
    shown = page("sentiment")
    shown.segmented_control(key="text_picker.source").set_value("file").run()
    shown.file_uploader(key="text_picker.file").set_value(
        ("a.csv", f"label,text\n{rows}".encode(), "text/csv")
    ).run()
    assert len(shown.error) == 1 and "leave the class out" in shown.error[0].value
    asked = next(one for one in shown.segmented_control if "too rare" in one.label)
    assert list(asked.options) == [T("text.rare.leave_out")]
    assert any("cannot be merged" in one.value for one in shown.caption)
    asked.set_value("leave_out").run()
    assert not shown.error and not shown.exception
    assert any("rows 61, 62" in caption.value for caption in shown.caption)
    name = next(one for one in shown.text_input if one.label.removeprefix("\\").startswith("-1 "))
    name.set_value("bad").run()
    button(shown, "Train RNN").click().run()
    (line,) = store.experiments()
    assert store.text_facts(line.experiment.data).classes == ("0", "1", "bad")


def test_training_first_takes_the_sample_that_is_chosen(page, store):
    shown = page("sentiment", sample="sentences_zh")
    name = T("text_sample.sentences_zh")
    (button,) = [b for b in shown.button if b.label == T("scoring.train_first", sample=name)]
    shown.text_area(key="scoring.first").set_value("服务很热情。")
    button.click().run()
    (line,) = store.experiments()
    assert line.experiment.data == load_text_sample("sentences_zh").sha256 and not shown.exception


def test_training_first_trains_what_is_set_up(page, store):
    shown = page("sentiment", sample="sentences_zh")
    (cells,) = [one for one in shown.button_group if one.label == T("spec.cells")]
    cells.set_value(["gru"]).run()
    name = T("text_sample.sentences_zh")
    shown.text_area(key="scoring.first").set_value("服务很热情。")
    button(shown, T("scoring.train_first", sample=name)).click().run()
    (line,) = store.experiments()
    assert line.experiment.spec.cells == ("gru",) and not shown.exception


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"a": 30, "b": 30, "c": 4, "d": 3}, "text.rare.no_merge.few"),
        ({"a": 30, "b": 30, "c": 4, "d": 4}, ""),
        ({"a": 30, "other": 5, "d": 3}, ""),
        ({f"n{n}": 30 for n in range(20)} | {"x": 9}, "text.rare.no_merge.many"),
        ({f"n{n}": 30 for n in range(19)} | {"other": 30, "x": 9}, ""),
    ],
)
def test_rare_labels_are_merged_only_where_they_make_a_class_together(counts, why):
    places = list(counts)
    rare = [one for one, n in counts.items() if n < 8 or places.index(one) >= 20]
    told = _why_not_merged(lambda key, **facts: key, counts, rare)
    assert told == why
    texts = [(label, f"{label} text {n}") for label, count in counts.items() for n in range(count)]
    labels, bodies = zip(*texts, strict=True)
    with nullcontext() if not why else pytest.raises(UserError):
        text_dataset(bodies, labels, name="a", source="upload", choices=TextChoices(rare="merge"))


def test_the_matrix_says_whose_answers_it_counts(page, store):
    id = fill_texts(store)
    known = text_outcome(store, store.experiment(id), store.runs(id))
    shown = page("sentiment", experiment=id)
    told, right = whose_answers(T, known, "gru"), known.confusions["gru"].trace()
    assert f"{right} of 128 right" in told and any(told in one.value for one in shown.caption)
    several = replace(known, methods=tuple(replace(m, seeds=3) for m in known.methods))
    told = whose_answers(T, several, "gru")
    assert "the mean of its 3 seeds' probabilities" in told
    assert "seeds" not in whose_answers(T, several, "nb_svm")
