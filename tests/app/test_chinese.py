"""Chinese as it is printed: its punctuation, its blanks, one term for one thing, and bold that closes."""

import re

import pytest

from app.i18n import speaking, translator
from app.numbers import percent, signed
from core.words.locales import catalogue
from core.words.sentences import filled

CHINESE = catalogue("zh")
HAN = "\u4e00-\u9fff"
DATES = "chart.date."  # codes that the browser fills: each % begins one
ONLY_SHOWN = {"judge.label.sentence"}  # words set apart on purpose: what a network reads
FAULTS = {
    "half-width punctuation beside Chinese": rf"[{HAN}][,:;!?()]|[,:;!?()][{HAN}]",
    "a blank before %": r"\s%",
    "no blank between Chinese and a Latin letter or a digit": rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]",
    "a blank beside full-width punctuation": "[，。：；！？、（）“”] (?!$)| [，。：；！？、）”]",
    "dots instead of ……": r"\.\.\.|(?<!…)…(?!…)",
}
OLD_TERMS = (
    "扫参", "完备性缺口", "朴素贝叶斯-SVM", "带门的单元", "跟随昨日", "昨日", "丢弃率", "平台期", "早停耐心",
    "循环权重的起点", "起初敞开", "不再是有效数字", "向过去的步数", "前方第", "穿过时间的梯度",
    "各单元相等的量", "没有单元胜过", "隐状态", "即如其所言", "多行即多条", "编码器与解码器",
    "参数量", "你",
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_no_sentence_has(fault):
    pattern = re.compile(FAULTS[fault])
    hidden = re.compile(r"\$[^$]*\$|\{[^}]*\}")
    found = {
        key: pattern.findall(hidden.sub("□", sentence))
        for key, sentence in CHINESE.items()
        if key not in ONLY_SHOWN and not key.startswith(DATES)
    }
    assert {key: hits for key, hits in found.items() if hits} == {}


def test_one_thing_has_one_name():
    found = {key: term for key, text in CHINESE.items() for term in OLD_TERMS if term in text}
    assert found == {}


@pytest.mark.parametrize("fact", ["A1", "岭回归", "甲（乙）", "“甲”"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_bold_and_italics_open_and_close(language, fact):
    """Markdown does not see the end of bold between a full-width sign and a letter: its stars would stay."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    raw = {}
    for key, sentence in catalogue(language).items():
        shown = re.sub(r"\{[^}]*\}", fact, re.sub(r"\$[^$]*\$", "x", sentence))
        parts = [part for block in parser.parse(shown) for part in block.children or []]
        if any(part.type == "text" and "*" in part.content for part in parts):
            raw[key] = sentence
    assert raw == {}


@pytest.mark.parametrize(
    ("sentence", "fact", "shown"),
    [
        ("测试集上的{x}：好", "MAE", "测试集上的 MAE：好"),
        ("{x}为好", "朴素贝叶斯–SVM", "朴素贝叶斯–SVM 为好"),
        ("高于{x}的准确率", "岭回归", "高于岭回归的准确率"),
        ("有{x}条", 3, "有 3 条"),
        ("有 {x} 条", 3, "有 3 条"),
        ("准确率{x}，高", "79.3%", "准确率 79.3%，高"),
        ("列“{x}”没有", "a", "列“a”没有"),
        ("{x} rows", "中", "中 rows"),
        ("{x} 先去掉季节", "Theta 法", "Theta 法先去掉季节"),
        ("{x} 先去掉季节", "指数平滑（ETS）", "指数平滑（ETS）先去掉季节"),
        ("{x} 先去掉季节", "AutoARIMA", "AutoARIMA 先去掉季节"),
        ("判为 {x}，", "好评", "判为好评，"),
        ("判为 {x}，", "positive", "判为 positive，"),
    ],
)
def test_a_fact_that_is_latin_or_a_number_gets_its_blanks(sentence, fact, shown):
    assert filled(sentence, x=fact) == shown


def test_percentages_are_set_as_the_language_sets_them():
    assert (percent(0.797), signed(0.05), signed(0.0)) == ("79.7\u00a0%", "+5.0\u00a0%", "0.0\u00a0%")
    with speaking("zh"):
        assert (percent(0.797), signed(0.05), signed(-0.05), signed(0.0)) == (
            "79.7%",
            "+5.0%",
            "−5.0%",
            "0.0%",
        )


def test_a_translator_fills_as_the_language_sets_it():
    assert "的 MAE：" in translator("zh")("compare.reason.quality", measure="MAE", scores="1")
