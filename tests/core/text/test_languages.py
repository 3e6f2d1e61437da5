"""The language of a text: short ones get no guess, and its table stays out of the pages."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from core.text import languages
from core.text.languages import is_foreign, languages_of, script_of
from core.text.samples import load_text_sample

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "text, language",
    [
        ("A good film with a rather weak ending", "en"),
        ("Das Zimmer war schmutzig, aber das Personal freundlich.", "de"),
        ("Le service était lent et la soupe était froide.", "fr"),
        ("房间很干净", "zh"),
        ("我买了iPad", "zh"),
        ("ホテルはとても良かったです", "ja"),
        ("호텔이 좋았어요", "ko"),
        ("Номер был очень грязный и холодный", "ru"),
        ("nice room", "latin"),
        ("lol omg wtf", "latin"),
        ("🙂 123", "none"),
        ("", "none"),
    ],
)
def test_the_language_is_named_where_it_is_sure(text, language):
    assert languages_of([text]) == [language]


def test_sentences_in_english_are_never_taken_for_another_language():
    told = Counter(languages_of(load_text_sample("sentences_en").frame["text"].tolist()))
    assert set(told) <= {"en", "latin"} and told["en"] > 1100


@pytest.mark.parametrize(
    "language, trained, foreign",
    [
        ("fr", ("en",), True),
        ("de", ("en", "latin"), True),
        ("en", ("en", "zh"), False),
        ("latin", ("en",), False),
        ("latin", ("zh",), True),
        ("fr", ("latin",), False),
        ("ja", ("zh",), True),
        ("none", ("en",), False),
    ],
)
def test_a_text_is_foreign_where_its_language_is_known_to_be_another(language, trained, foreign):
    assert is_foreign(language, trained) == foreign


def test_the_table_of_languages_stays_out_of_the_process_that_asks():
    code = (
        "import sys; from core.text.languages import languages_of;"
        "print(languages_of(['Das Zimmer war sehr schmutzig.', '房间很干净']), 'py3langid' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['de', 'zh'] False"


def test_names_and_addresses_are_in_no_language():
    assert languages_of(["@united @delta #fail https://example.org"]) == ["latin"]
    assert script_of("@united") == "latin" and languages.SURE > 0.5
