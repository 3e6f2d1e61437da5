"""Laws of tags of spans: whichever way they are written, the same spans are read."""

from hypothesis import given
from hypothesis import strategies as st

from core.text.tagged.schemes import allowed, scheme_of, spans, to_bio

KINDS = ("A", "B")


@st.composite
def bio(draw):
    """Tags of one sentence as BIO."""
    found, before = [], ""
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(KINDS))
        choices = ["O", f"B-{kind}"] + ([f"I-{before}"] if before else [])
        tag = draw(st.sampled_from(choices))
        found.append(tag)
        before = tag[2:]
    return found


def ends(tags, place):
    """Whether the span at a place ends there."""
    after = tags[place + 1] if place + 1 < len(tags) else "O"
    return not after.startswith("I-")


def as_bioes(tags, single="S", last="E"):
    found = []
    for place, tag in enumerate(tags):
        begins = tag.startswith("B-")
        letter = {(True, True): single, (False, True): last, (True, False): "B", (False, False): "I"}
        found.append("O" if tag == "O" else f"{letter[begins, ends(tags, place)]}-{tag[2:]}")
    return found


def as_iob1(tags):
    """B- only where a span follows another of its type."""
    found = []
    for place, tag in enumerate(tags):
        before = tags[place - 1][2:] if place else ""
        needed = tag.startswith("B-") and before == tag[2:]
        found.append(tag if tag == "O" or needed else f"I-{tag[2:]}")
    return found


@given(bio())
def test_written_otherwise_and_back_they_are_the_same(tags):
    assert to_bio(tags) == tags
    assert to_bio(as_bioes(tags)) == tags
    assert to_bio(as_bioes(tags, "U", "L")) == tags
    assert to_bio(as_iob1(tags)) == tags


@given(st.lists(st.sampled_from(["O", *(f"{letter}-{kind}" for letter in "BIESLUM" for kind in KINDS)])))
def test_whatever_is_read_can_be_and_is_read_the_same_again(tags):
    found = to_bio(tags)
    assert to_bio(found) == found and spans(tags) == spans(found)
    names = sorted({"O", *found})
    begins, follows = allowed(names)
    places = [names.index(tag) for tag in found]
    assert all(begins[place] for place in places[:1])
    assert all(follows[pair] for pair in zip(places, places[1:], strict=False))


@given(st.lists(bio(), min_size=1))
def test_the_way_they_are_written_is_told(sentences):
    tagged = any(tag != "O" for tags in sentences for tag in tags)
    assert scheme_of(sentences) == ("bio" if tagged else "plain")
    letters = {tag[0] for tags in sentences for tag in as_bioes(tags)}
    assert (scheme_of(map(as_bioes, sentences)) == "bioes") == bool(letters & {"E", "S"})
    if any("I" in {tag[0] for tag in as_iob1(tags)} for tags in sentences):
        assert scheme_of(map(as_iob1, sentences)) == "iob1"


def test_plain_tags_are_left_alone():
    assert scheme_of([["NOUN", "VERB"]]) == "plain" and scheme_of([["B-A", "NOUN"]]) == "plain"
    assert spans(["O", "B-A", "I-A", "I-B", "O", "I-A"]) == [(1, 3, "A"), (3, 4, "B"), (5, 6, "A")]
