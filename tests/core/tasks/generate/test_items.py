"""The next item of a session: files of sessions, rankings worked by hand, and the rule of the sample."""

from dataclasses import replace

import numpy as np
import pytest

from core.cells import CELLS
from core.errors import UserError
from core.specs import ModelSpec, TrainingSpec
from core.tasks.generate.advice import advised
from core.tasks.generate.characters import numbered
from core.tasks.generate.items import FIRST_PLACES, Ends, scored, session_ends, simple_arrays, simple_ranks
from core.tasks.generate.spec import GenerateSpec
from core.text.long_reading import read_session_file
from core.text.long_samples import load_long_sample
from core.text.long_text import LongText, long_text_from_parquet, long_text_to_parquet
from core.text.session_samples import FAITHFUL, PAIRS, POOL
from core.words.locales import catalogue

TASK = GenerateSpec(unit="items", fewest=1, test_share=0.1)


def refused(text):
    with pytest.raises(UserError) as raised:
        read_session_file(text.encode(), "visits.csv")
    assert f"error.{raised.value.key}" in catalogue("en")
    return raised.value


def table(rows, head="session,time,item"):
    return "\n".join([head, *rows])


EVENTS = [
    f"s{n},2024-01-{1 + n % 28:02d} 10:0{at},{item}" for n in range(60) for at, item in ((2, "b"), (1, "a x"))
]


def test_events_become_sessions_in_the_order_of_time():
    told = read_session_file(table(EVENTS).encode(), "visits.csv")
    assert told.sessions and told.text.split("\n") == ["a_x b"] * 60
    late = table([*EVENTS, "early,1999-01-01,z", "early,1999-01-02,y"])
    assert read_session_file(late.encode(), "visits.csv").text.startswith("z y\n")
    back = long_text_from_parquet(long_text_to_parquet(told))
    assert back.sessions and back.sha256 == told.sha256 != LongText(told.text, "a", "upload").sha256


@pytest.mark.parametrize("between", [",", ";", " ", "\t"])
def test_a_line_is_a_session(between):
    lines = "\n".join(between.join(["a", "b", f"c{n}"]) for n in range(60))
    assert read_session_file(lines.encode(), "v.txt").text.split("\n")[3] == "a b c3"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (table(["s,1,a", "s,2,b"] * 5), "sessions_few"),
        (table(EVENTS, "session,time,thing"), "sessions_no_item_column"),
        (table([*EVENTS[:9], "s1,2024-01-01,", *EVENTS[9:]]), "sessions_blank"),
        (table([*EVENTS, "s1,soon,a"]), "sessions_time"),
        ("a a\n" * 60, "sessions_one_item"),
    ],
)
def test_sessions_that_cannot_be_learnt_from_are_refused_in_one_sentence(text, key):
    assert refused(text).key == key


def sessions(*lines, task=TASK):
    return numbered(LongText("\n".join(lines), "v", "upload", True), task)


def test_the_last_items_of_whole_sessions_are_held_out():
    ready = sessions(*["a b c"] * 90, *["b c"] * 10)
    ends = session_ends(ready, "test")
    number = ready.characters.numbers
    assert ends.last.tolist() == [number["c"]] * len(ends) and len(ends) >= 10
    assert ends.before[-1].tolist() == [number["b"]]
    with pytest.raises(UserError, match="sessions_none"):
        session_ends(replace(ready, parts={"test": (0, 2)}), "test")


def test_rankings_worked_by_hand():
    # Trained on: a b, a b, a c, d b. b stands thrice, a thrice, c and d once; ties go to the lower number.
    ready = sessions("a b", "a b", "a c", "d b", *["x y"] * 3)
    ready = replace(ready, parts={"train": (0, 12), "validation": (12, 12), "test": (12, 12)})
    number = ready.characters.numbers
    asked = [("a", "b"), ("a", "c"), ("d", "c"), ("a", "d"), ("d", "b")]
    ends = Ends(
        [np.array([number[last]]) for last, _ in asked], np.array([number[item] for _, item in asked])
    )
    told = {name: rank(ends).tolist() for name, rank in simple_ranks(ready).items()}
    first = min("ab", key=lambda one: number[one])
    place = {"a": 1 + (first == "b"), "b": 1 + (first == "a")}
    late = {one: 3 + sum(number[other] < number[one] for other in "cd" if other != one) for one in "cd"}
    assert told["popular"] == [place["b"], late["c"], late["c"], late["d"], place["b"]]
    assert told["markov"][:2] == [1, 2] and told["markov"][4] == 1
    # Behind a: b twice and c once. b: 2 / sqrt(3 + 20); c: 1 / sqrt(1 + 20).
    assert told["neighbours"][:2] == [1, 2] and told["neighbours"][4] == 1


def test_only_what_stands_among_the_first_twenty_is_found():
    misses, reciprocal = scored(np.array([1, 2, FIRST_PLACES, FIRST_PLACES + 1]))
    assert misses.tolist() == [0, 0, 0, 1] and reciprocal.tolist() == [1, 0.5, 0.05, 0]


def test_the_sample_keeps_its_rule_and_only_memory_can_use_it():
    data = load_long_sample("shop")
    visits = [line.split(" ") for line in data.text.split("\n")]
    faithful = np.mean([PAIRS[one[0]] == one[-1] for one in visits])
    assert faithful == pytest.approx(FAITHFUL, abs=0.02) and len(PAIRS) == 30
    assert not set(POOL) & (set(PAIRS) | set(PAIRS.values()))
    arrays = simple_arrays(numbered(data, advised(data.facts()).of(GenerateSpec)))
    found = {name.removeprefix("test/"): 1 - one.mean() for name, one in arrays.items() if "test/" in name}
    assert set(found) == {"popular", "markov", "neighbours"} and max(found.values()) < 0.8


@pytest.mark.keras
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("tied", [False, True])
def test_a_network_ranks_as_it_answers(cell, tied):
    from core.tasks.generate.item_ranks import network_ranks
    from core.tasks.generate.network import LanguageShape
    from core.tasks.generate.writing import writer_of

    task = replace(TASK, embedding=5, tied=tied)
    shape = LanguageShape(cell, ModelSpec(units=6, layers=2), task, 6, 9)
    carried, plain = (shape.network(TrainingSpec(), "standard", 1, carried=one) for one in (True, False))
    plain.run_eagerly = True
    random, line_end = np.random.default_rng(0), 2
    before = [random.integers(1, 10, length) for length in (1, 4, 4, 7)]
    ends = Ends(before, np.array([5, 9, 1, 3]))
    found = network_ranks(writer_of(carried, CELLS[cell]), ends, line_end)
    for place, (items, last) in enumerate(zip(before, ends.last, strict=True)):
        logits = np.asarray(plain(np.append(line_end, items)[None].astype("int32")), dtype=float)[0]
        logits[[0, line_end - 1]] = -np.inf
        wanted = 10 if last == 1 else 1 + int((logits > logits[last - 1]).sum())
        assert found[place] == wanted


def test_a_text_without_sessions_is_refused_before_anything_is_trained():
    with pytest.raises(UserError, match="sessions_none"):
        simple_arrays(numbered(LongText("so it goes " * 200, "a", "upload"), TASK))
