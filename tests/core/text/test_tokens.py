import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tasks.sentiment.prepare import encode, words
from core.tasks.sentiment.spec import SentimentSpec
from core.text.tokens import TOKENIZERS, rough_length, tokens
from core.text.vocabulary import SPECIAL, UNKNOWN, fit_vocabulary

SCRIPTS = st.text(alphabet="ab Z'’!？我喜欢🙂é\n\t<>0", max_size=60)


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@given(text=SCRIPTS)
def test_tokens_stand_where_they_say_in_order_without_overlap(tokenizer, text):
    found, end = tokens(text, tokenizer), 0
    for token in found:
        assert end <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end].casefold().translate(
            str.maketrans({"’": "'", "！": "!", "？": "?"})
        )
        end = token.end


def told(text, tokenizer="words"):
    return [token.text for token in tokens(text, tokenizer)]


def test_words_keep_negations_and_signs_that_carry_a_feeling():
    assert told("It ISN’T good, is it?! 🙂") == ["it", "isn't", "good", "is", "it", "?", "!", "🙂"]


def test_chinese_is_cut_into_words_or_characters_and_mixes_with_latin():
    assert told("我喜欢这个iPhone手机！") == ["我", "喜欢", "这个", "iphone", "手机", "!"]
    assert told("不好看", "characters") == ["不", "好", "看"]


@given(text=SCRIPTS)
def test_the_rough_length_is_that_in_characters(text):
    assert rough_length(text) == len(tokens(text, "characters"))


def test_a_vocabulary_holds_the_most_frequent_words_that_occur_twice():
    vocabulary = fit_vocabulary([["a", "b", "a"], ["b", "c", "a"]], size=10)
    assert vocabulary.words == ("a", "b") and len(vocabulary) == 4
    assert vocabulary.encode(["b", "c", "a"]) == [SPECIAL + 1, UNKNOWN, SPECIAL]
    assert fit_vocabulary([["a", "b", "a", "b", "b"]], size=3).words == ("b",)


@pytest.mark.parametrize("keep, numbers", [("start", [2, 3, 3, 3, 3]), ("end", [3, 3, 3, 3, 4])])
def test_a_long_text_is_cut_where_asked_and_an_empty_one_is_one_unknown_word(keep, numbers):
    vocabulary = fit_vocabulary([list("aabbcc")] * 1, size=10)
    found = encode([list("abc"), []], vocabulary, SentimentSpec(longest=5, keep=keep))
    assert found.table.tolist() == [[2, 3, 4], [1, 0, 0]] and found.lengths.tolist() == [3, 1]
    cut = encode([list("aabc")], vocabulary, SentimentSpec(longest=5, keep=keep))
    assert cut.lengths.tolist() == [4]
    long = encode([list("abbbbbbc")], vocabulary, SentimentSpec(longest=5, keep=keep))
    assert long.table[0].tolist() == numbers


def test_words_of_a_text_follow_the_task():
    assert words("不好看", SentimentSpec(tokenizer="characters")) == ["不", "好", "看"]
