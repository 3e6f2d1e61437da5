"""Every language says everything: the same keys, the same blanks, a sentence for all that core can tell."""

import ast
import json
import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from app.home import STEPS
from app.i18n import translator
from app.tasks.forecast.cards import CARDS
from core.cells import CELLS
from core.data.price_cache import PERIODS
from core.data.samples import SAMPLES
from core.evaluate.baselines import BASELINES
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.states import ENDED
from core.tasks import TASKS
from core.tasks.forecast.spec import PRESETS
from core.text.public import PUBLIC
from core.words.locales import FOLDER, SCRIPTS, catalogue, folders, languages
from core.words.sentences import filled

ROOT = Path(__file__).resolve().parents[2]
CARRIERS = {"UserError": "error", "StoreTrouble": "error", "Note": "note"}
LANGUAGES = folders()  # those that are not whole, too: here they are told what they lack
# An f-string such as f"option.{name}.{value}" stands for all keys of its shape.
ANYTHING = "[A-Za-z0-9_.]+"


def told_by_core():
    """Keys that core raises or notes; where a key is chosen on the spot, every text in the choice counts."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            prefix = CARRIERS.get(getattr(getattr(node, "func", None), "id", ""))
            if prefix and node.args:
                first = node.args[0]
                texts = [first] if isinstance(first, ast.Constant) else _outcomes(first)
                yield from (f"{prefix}.{text.value}" for text in texts)


def _outcomes(node):
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else []


def asked_by_app():
    """Keys, as patterns, with which the app calls its translator."""
    for path in [*sorted((ROOT / "app").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "id", getattr(called, "attr", None)) == "t" and node.args:
                keys = _outcomes(node.args[0]) or [node.args[0]]
                yield from ((path.name, pattern) for key in keys if (pattern := _pattern(key)))


def _pattern(key):
    if isinstance(key, ast.Constant):
        return re.escape(key.value)
    if isinstance(key, ast.JoinedStr):
        return "".join(re.escape(p.value) if isinstance(p, ast.Constant) else ANYTHING for p in key.values)
    return None


def blanks(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_are_there():
    assert {"en", "zh"} <= set(languages()) <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("common.json", {"language": "Deutsch"}),  # some files are still to come
        ("all.json", {"language": "Deutsch", "said": "Gesagt", "more": " "}),  # a sentence is
        ("all.json", {"language": "Deutsch", "said": "Gesagt"}),
        ("common.json", "{"),
    ],
)
def test_a_language_that_is_not_whole_is_not_offered(begun, name, written):
    begun("de", name, written)
    assert languages() == {"en": "English"}


def test_a_language_is_offered_as_soon_as_it_is_whole(begun):
    begun("de", "common.json", {"language": "Deutsch", "said": "Gesagt"})
    assert languages() == {"en": "English"}
    begun("de", "more.json", {"more": "Mehr"})
    assert languages() == {"de": "Deutsch", "en": "English"}


@pytest.fixture
def begun(tmp_path, monkeypatch):
    """Returns `write(language, file, sentences)`; English is there, and nothing else."""
    monkeypatch.setattr("core.words.locales.FOLDER", tmp_path)

    def write(language, file, written):
        (tmp_path / language).mkdir(exist_ok=True)
        text = written if isinstance(written, str) else json.dumps(written)
        (tmp_path / language / file).write_text(text, encoding="utf-8")
        languages.cache_clear()
        catalogue.cache_clear()

    write("en", "common.json", {"language": "English", "said": "Said", "more": "More"})
    yield write
    monkeypatch.undo()
    languages.cache_clear()
    catalogue.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_no_blank_sentence(language):
    english, other = catalogue("en"), catalogue(language)
    assert sorted(set(english) ^ set(other)) == []
    assert [key for key, sentence in other.items() if not sentence.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_blanks(language):
    english, other = catalogue("en"), catalogue(language)
    assert [key for key in english if blanks(english[key]) != blanks(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_core_tells_has_a_sentence(language):
    assert sorted(set(told_by_core()) - set(catalogue(language))) == []


def test_whatever_the_app_asks_for_is_there():
    known = catalogue("en")
    missing = [
        (file, pattern)
        for file, pattern in asked_by_app()
        if not any(re.fullmatch(pattern, key) for key in known)
    ]
    assert missing == []


def test_no_sentence_is_left_over():
    computed = ("error.", "note.", "option.")
    patterns = [re.compile(pattern) for pattern in {pattern for _, pattern in asked_by_app()}]
    idle = [
        key
        for key in catalogue("en")
        if not key.startswith(computed) and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert idle == ["language"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_every_table_has_its_words(language):
    names = [f"cell.{name}" for name in CELLS]
    names += [f"method.{name}" for name in (*CELLS, *BASELINES)]
    names += [f"sample.{name}{end}" for name in SAMPLES for end in ("", ".about")]
    names += [f"text_public.{name}{end}" for name in PUBLIC for end in ("", ".about", ".licence")]
    names += [f"card.{name}{end}" for name in CARDS for end in ("", ".about")]
    names += [f"home.{name}{end}" for name in STEPS for end in ("", ".about")]
    names += [f"preset.{name}" for name in PRESETS] + [f"period.{name}" for name in PERIODS]
    names += [f"state.{name}" for name in ("queued", "running", "done", "failed", "stopped")]
    assert sorted(set(names) - set(catalogue(language))) == [] and "done" in ENDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_a_label_a_line_of_help_and_names_for_its_choices(language):
    known, missing = catalogue(language), []
    for spec in (*(task.spec for task in TASKS.values()), ModelSpec, TrainingSpec, ExperimentSpec):
        for field in fields(spec):
            if field.name in ("data", "task", "model", "training"):
                continue
            wanted = [f"spec.{field.name}", f"help.{field.name}"]
            wanted += [f"option.{field.name}.{name}" for name in field.metadata.get("options", ())]
            missing += [key for key in wanted if key not in known]
    assert missing == []


def test_no_language_says_anything_twice_and_all_have_the_same_files(tmp_path, monkeypatch):
    files = {one: {path.name for path in (FOLDER / one).glob("*.json")} - {SCRIPTS} for one in LANGUAGES}
    assert len(files["en"]) > 10 and all(names == files["en"] for names in files.values())
    (tmp_path / "xx").mkdir()
    for area in ("one", "two"):
        (tmp_path / "xx" / f"{area}.json").write_text('{"yes": "Yes"}', encoding="utf-8")
    monkeypatch.setattr("core.words.locales.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="yes stands twice"):
        catalogue("xx")


def test_an_unknown_key_is_loud():
    with pytest.raises(KeyError):
        translator("en")("nobody.wrote.this")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 run in"), (2, "2 runs in"), ("1", "1 run in"), (0, "0 runs in")]
)
def test_one_is_not_many(count, said):
    assert translator("en")("compare.missing", count=count).startswith(said)


def test_facts_are_filled_in():
    assert "144" in translator("zh")("error.series_too_short", have=12, need=144)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (190_000, "190,000"),
        (-10_000, "-10,000"),
        (2026, "2026"),
        ("190000", "190000"),
        (1e5, "100000.0"),
        (True, "True"),
    ],
)
def test_large_whole_numbers_have_their_thousands_apart(fact, said):
    assert filled("{fact} rows", fact=fact) == f"{said} rows"
    assert filled("{fact} {fact:row|rows}", fact=fact).startswith(said)


@pytest.mark.parametrize("language", languages())
def test_every_reason_for_a_kernel_or_a_missing_gpu_has_a_sentence(language):
    source = (ROOT / "core" / "networks" / "device.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'"(kernel_\w+|gpu_\w+)"', source))
    assert len(reasons) >= 6
    for reason in reasons:
        key = f"kernel.why.{reason}" if reason.startswith("kernel") else f"gpu.{reason}"
        assert catalogue(language)[key]
