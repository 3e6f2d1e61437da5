"""How we judge: the asked paragraph first, in the visitor's language; results link to it."""

import re
import time

import pytest

from app.i18n import translator
from app.judge import page as judge
from app.judge.paragraphs import GROUPS, PARAGRAPHS
from core.store.store import Store
from core.words.glossary import with_words
from tests.speed import spin
from tests.texts import fill_texts

MOST_SPINS = 15  # half a second where a million additions take a thirtieth
LINK = re.compile(r"\]\(judge\?about=(\w*)&lang=(\w+)\)")


def titles(shown):
    found = [m.value for m in shown.main.markdown]
    return [text.removeprefix("### ") for text in found if text.startswith("### ")]


def linked(shown):
    told = " ".join(element.value for kind in ("markdown", "caption") for element in getattr(shown, kind))
    return LINK.findall(told)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_asked_for_comes_first_and_its_group_after_it(page, language):
    shown, t = page("judge", about="holm", lang=language), translator(language)
    group = [name for name, one in PARAGRAPHS.items() if one.group == "luck" and name != "holm"]
    assert titles(shown) == [t(f"judge.{name}") for name in ["holm", *group]]
    assert with_words(t("judge.holm.text"), language)[0] in [m.value for m in shown.markdown]
    assert not shown.exception and all(chart.proto.alt for chart in shown.get("plotly_chart"))


def test_every_group_can_be_chosen(page):
    shown, t, seen = page("judge"), translator("en"), []
    for group in GROUPS:
        shown.segmented_control(key="judge.group.").set_value(group).run()
        assert not shown.exception
        seen += titles(shown)
    assert seen == [t(f"judge.{name}") for name in PARAGRAPHS]


def test_every_paragraph_is_one_click_away(page):
    shown, t = page("judge", lang="zh"), translator("zh")
    opened = [b.key for b in shown.main.button if b.key.startswith("judge.open.")]
    assert opened == [f"judge.open.{name}" for name in PARAGRAPHS]  # as on a phone
    shown.button(key="judge.open.leakage").click().run()
    assert shown.query_params["about"] == "leakage" and titles(shown)[0] == t("judge.leakage")


@pytest.mark.parametrize("about", ["", "nothing", "../x", "<script>"])
def test_an_unknown_name_is_told_and_everything_is_shown(page, about):
    shown = page("judge", about=about)
    assert [i.value for i in shown.info] == [translator("en")("judge.no_such")]
    assert shown.info[0].value not in {translator("en")(f"judge.{name}") for name in PARAGRAPHS}
    assert not shown.exception and len(shown.get("plotly_chart")) == sum(
        one.group == GROUPS[0] for one in PARAGRAPHS.values()
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_result_links_to_paragraphs_in_its_language(page, filled_store, home, language):
    _, id = filled_store("done", "tutorial_random_numbers")
    found = linked(page("forecast", experiment=id, lang=language))
    texts = linked(page("sentiment", experiment=fill_texts(Store(home)), lang=language))
    assert {code for _, code in found + texts} == {language}
    assert {name for name, _ in found + texts} <= set(PARAGRAPHS)
    assert {"verdict", "skill", "holm", "leakage", "coverage", "ablation", "mase", "adaptive"} <= {
        n for n, _ in found
    }
    assert {"paired", "calibration", "temperature", "confusion", "classes", "unknown"} <= {
        n for n, _ in texts
    }


@pytest.mark.alone
def test_the_page_opens_at_once(page, monkeypatch):
    """Its own work, in seconds of the script's thread; the rest is every page's and the harness'."""
    took = []

    def timed(draw):
        def wrapper(t):
            judge._picture.clear()
            begun = time.thread_time()
            draw(t)
            took.append(time.thread_time() - begun)

        return wrapper

    monkeypatch.setattr(judge, "paragraphs", timed(judge.paragraphs))
    for _ in range(3):
        assert not page("judge", about="bootstrap").exception
    assert min(took) < MOST_SPINS * spin()


def test_the_chosen_group_is_in_the_address(page):
    shown = page("judge", group="checks")
    assert shown.segmented_control[0].value == "checks" and shown.query_params["group"] == "checks"
    shown.segmented_control[0].set_value("bands").run()
    assert shown.query_params["group"] == "bands"
    unknown = page("judge", group="<script>")
    assert not unknown.exception and "group" not in unknown.query_params
