"""From files to tagged sentences: columns, CoNLL-U, word/TAG, Weibo's digits; what is said of bad ones."""

import pytest

from core.errors import UserError
from core.text.tagged.choices import TaggedChoices, part_told
from core.text.tagged.dataset import (
    BLOCK,
    read_tagged_facts,
    read_words_of,
    tagged_from_parquet,
    tagged_to_parquet,
)
from core.text.tagged.lines import LONGEST_LINE
from core.text.tagged.made import LONGEST, MOST_SENTENCES
from core.text.tagged.reading import load_tagged, read_files
from core.text.tagged.samples import TAGGED_SAMPLES, load_tagged_sample


def two(n):
    """Two sentences that nothing else is like."""
    return [["The", f"dog{n}", "sleeps"], ["They", "book", f"rooms{n}", "."]]


SENTENCES = [one for n in range(6) for one in two(n)]
TAGS = [["DET", "NOUN", "VERB"], ["PRON", "VERB", "NOUN", "PUNCT"]] * 6


def columns(between="\t", before=(), sentences=SENTENCES, tags=TAGS):
    """Lines of words and tags, further columns before the tag."""
    each = [
        "\n".join(between.join([word, *before, tag]) for word, tag in zip(*pair, strict=True))
        for pair in zip(sentences, tags, strict=True)
    ]
    return "\n\n".join(each) + "\n"


def read(text, name="some.conll", **choices):
    return load_tagged([(text.encode(), name, "train")], "some", TaggedChoices(**choices))


def whole(data):
    """Words and names of tags, sentence by sentence."""
    pairs = [data.sentence(row) for row in range(len(data))]
    return [list(words) for words, _ in pairs], [[data.names[tag] for tag in tags] for _, tags in pairs]


def refused(key, text, **choices):
    with pytest.raises(UserError) as told:
        read(text, **choices)
    assert told.value.key == key
    return told.value.facts


@pytest.mark.parametrize("between", ["\t", " ", "   "])
@pytest.mark.parametrize("before", [(), ("x",), ("x", "y", "z")])
def test_columns_are_read_whatever_is_between_them(between, before):
    data = read(columns(between, before))
    assert whole(data) == (SENTENCES, TAGS) and not data.spans and data.unit == "words"


def test_a_numbered_word_a_header_and_windows_line_ends_are_understood():
    rows = ["\n".join(f"{n}\t{w}\t{t}" for n, (w, t) in enumerate(zip(*pair, strict=True), 1))
            for pair in zip(SENTENCES, TAGS, strict=True)]  # fmt: skip
    assert whole(read("\r\n\r\n".join(row.replace("\n", "\r\n") for row in rows)))[0] == SENTENCES
    assert whole(read("word\ttag\n" + columns()))[0] == SENTENCES


def test_of_conll_u_words_in_several_and_empty_ones_are_skipped():
    def line(number, word, tag):
        return "\t".join([number, word, "_", tag, "X", "_", "_", "_", "_", "_"])

    one = ["# text = don't", line("1-2", "don't", "_"), line("1", "do", "AUX"), line("2", "n't", "PART")]
    one += [line("2.1", "gone", "VERB"), line("3", "go", "VERB")]
    text = "\n\n".join("\n".join(one).replace("\tgo\t", f"\tgo{n}\t") for n in range(12))
    data = read(text)
    assert whole(data)[0][0] == ["do", "n't", "go0"] and set(data.names) == {"AUX", "PART", "VERB"}
    assert data.facts().splits == ("clitics",)
    assert refused("tagged_one_tag", text, tag=5) == {"tag": "X"}


def test_slashes_are_read_a_sentence_a_line_and_the_last_slash_counts():
    data = read("".join(f"1/2/NUM of/ADP it{n}/PRON\n" for n in range(12)))
    assert whole(data)[0][0] == ["1/2", "of", "it0"]
    facts = refused("tagged_no_tag", "a/X b/Y c/X d/Y\n" * 12 + "a/X b c/Y d/X e/Y\n")
    assert facts == {"line": 13, "word": "b"}


def test_digits_behind_characters_are_taken_off_and_their_spans_kept():
    rows = [("科", 0, "B-ORG"), ("技", 1, "I-ORG"), ("大", 0, "O"), ("1", 0, "O"), ("王", 0, "B-PER")]
    one = "\n".join(f"{letter}{place}\t{tag}" for letter, place, tag in rows)
    text = "\n\n".join(one.replace("科", chr(ord("科") + n)) for n in range(12))
    data = read(text + "\n��0\tO\n10\tO\n")
    assert whole(data)[0][-1][-2:] == ["��", "1"]
    assert whole(data)[0][0] == ["科", "技", "大", "1", "王"] and data.spans and data.unit == "characters"
    assert [note.key for note in data.notes] == ["tags_bio", "places_taken_off"]


@pytest.mark.parametrize(
    ("tags", "scheme", "found"),
    [
        (["I-A", "I-A", "B-A", "O"], "tags_iob1", ["B-A", "I-A", "B-A", "O"]),
        (["B-A", "E-A", "S-B", "O"], "tags_bioes", ["B-A", "I-A", "B-B", "O"]),
        (["B-A", "M-A", "E-A", "O"], "tags_bioes", ["B-A", "I-A", "I-A", "O"]),
        (["B-A", "I-A", "I-B", "O"], "tags_bio", ["B-A", "I-A", "B-B", "O"]),
    ],
)
def test_spans_are_written_in_one_way(tags, scheme, found):
    data = read(columns(sentences=[[f"w{n}", *"xyz"] for n in range(12)], tags=[tags] * 12))
    assert whole(data)[1][0] == found and data.spans and data.notes[0].key == scheme


def test_given_parts_are_kept_and_a_line_says_in_which_file_it_is():
    files = [(columns().encode(), f"{part}.conll", part) for part in ("train", "validation", "test")]
    data = load_tagged(files, "three")
    assert data.facts().parts == {"train": 12, "validation": 12, "test": 12}
    bad = [*files[:2], (b"a X\nb X\nc\n", "test.conll", "test")]
    with pytest.raises(UserError) as told:
        load_tagged(bad, "three")
    assert told.value.facts == {"line": "3 (test.conll)", "have": 1, "wanted": 2}
    with pytest.raises(UserError, match="tagged_no_train"):
        load_tagged(files[1:], "two")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("en_ewt-ud-dev.conllu", "validation"), ("a/weiboNER.train", "train"), ("test.txt", "test"),
        ("eng.testa", "validation"), ("latest-dev.txt", ""), ("notes.txt", ""),
    ],
)  # fmt: skip
def test_names_of_files_tell_what_they_are_for(name, part):
    assert part_told(name) == part


def test_bad_input_is_said_in_a_sentence():
    assert refused("tagged_empty", " \n\n") == {}
    assert refused("tagged_one_tag", columns(tags=[["X"] * len(one) for one in SENTENCES])) == {"tag": "X"}
    assert refused("tagged_columns", columns() + "one two three\n")["line"] == 54
    facts = refused("tagged_columns", columns(" ") + "\none two three\n")
    assert facts == {"line": 55, "have": 3, "wanted": 2}
    assert refused("tagged_one_column", "word\nword\n") == {"line": 1}
    assert refused("tagged_more_columns", "a " * 11 + "\n")["have"] == 11
    assert refused("tagged_blank", "a\tX\n\tY\n") == {"line": 2}
    assert refused("tagged_few_sentences", "a X\nb Y\n")["have"] == 1
    assert refused("tagged_no_such_column", columns(), tag=3) == {"column": 3, "columns": 2}
    facts = refused("tagged_line_long", columns() + "\n" + "x" * 1_000_000 + "\tX\n")
    assert facts == {"line": 55, "letters": 1_000_002, "most": LONGEST_LINE}
    long = "w X\n" * (LONGEST + 1)
    assert refused("tagged_long_sentence", columns(" ") + "\n" + long)["line"] == 55
    assert refused("tagged_many_tags", "\n\n".join(f"a{n} T{n}" for n in range(200)))["have"] == 200
    facts = refused("tagged_many_sentences", "a X\n\nb Y\n\n" * 50_000 + "a X\n")
    assert facts == {"have": 100_001, "most": MOST_SENTENCES}


def test_what_cannot_be_read_comes_back_as_a_refusal_with_the_lines():
    told = read_files(b"a X\nb X\nc\n", [10], ["x"], ["train"], "x").answer
    assert told.facts is None and told.head[:2] == ("a X", "b X") and told.refusal.key == "tagged_columns"
    good = columns().encode()
    told = read_files(good, [len(good)], ["x"], ["train"], "x")
    assert told.answer.get().sentences == 12 and told.answer.layout.tag == 2
    assert whole(tagged_from_parquet(told.body)) == (SENTENCES, TAGS)


@pytest.mark.parametrize("name", TAGGED_SAMPLES)
def test_samples_survive_the_disk_and_no_two_sentences_are_alike(name, tmp_path):
    data = load_tagged_sample(name)
    body = tagged_to_parquet(data)
    back = tagged_from_parquet(body)
    assert back.sha256 == data.sha256 and whole(back) == whole(data) and back.facts() == data.facts()
    path = tmp_path / "data.parquet"
    path.write_bytes(body)
    assert read_tagged_facts(path) == data.facts()
    rows = [BLOCK + 3, 0, BLOCK - 1, 3]
    assert read_words_of(path, rows) == [list(data.sentence(row)[0]) for row in rows]
    assert len({data.sentence(row)[0] for row in range(len(data))}) == len(data)


def test_the_english_sample_has_words_of_two_kinds():
    data = load_tagged_sample("english")
    kinds: dict[str, set[str]] = {}
    for word, tag in zip(data.words, data.tags, strict=True):
        kinds.setdefault(word, set()).add(data.names[tag])
    assert {"NOUN", "VERB"} <= kinds["books"] and {"PROPN", "AUX"} <= kinds["Will"]
    assert sum(len(one) > 1 for one in kinds.values()) > 40
