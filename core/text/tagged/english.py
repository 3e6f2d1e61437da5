"""Made-up English sentences with parts of speech (Universal Dependencies), many words of two kinds."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Word = tuple[str, str]  # with its tag
Random = np.random.Generator

BOTH = """book play walk light watch paint train plant change cook drink call visit film water answer dance
rest work talk help race ride guard farm park stop plan study review test trust sign load lock brush"""
THINGS = """dog teacher house river garden city road letter window friend kitchen door bird farmer doctor
village bridge street tree song story picture bottle chair engine flower mountain ticket lesson market
neighbour painter driver writer singer student sailor waiter lantern basket blanket candle hammer ladder
pencil pillow saddle tunnel wagon whistle orchard meadow harbour island valley castle museum rooftop
pavement corridor tailor baker miller gardener fisherman postman cousin uncle nephew violin trumpet kettle
saucer carpet curtain pillar statue fountain cellar attic barrel bucket shovel rope anchor compass lighthouse
windmill bakery library theatre station platform luggage umbrella overcoat slipper ribbon button needle
thread mirror"""
ACTS = """see:saw find:found bring:brought take:took write:wrote build:built know:knew like:liked
open:opened clean:cleaned remember:remembered describe:described borrow:borrowed repair:repaired
follow:followed carry:carried admire:admired collect:collected discover:discovered measure:measured"""
QUALITIES = """old young small quiet red green cold fresh heavy bright strange gentle narrow honest modern
wooden silent golden careful hopeful famous nervous curious open clean warm light fast hard late early
cloudy dusty rusty muddy hasty thirsty graceful cheerful faithful harmless restless fearless ancient"""
MANNERS = (
    "quickly slowly quietly gently carefully honestly nervously silently strangely brightly fast hard late"
)
OFTEN = "often never always soon rarely today here outside again"
FIRST_NAMES = """Anna Peter Clara Tom Maria Will Mark Rose Bill Grace May Frank Rob Olga Nina Karl Elsa Hugo
Lena Otto Vera Ivan Paula Felix Greta Simon Miriam Bruno Dora Leo Agnes Boris Celia Denis Edith Fabian Gerda
Henrik Irene Jonas Klara Ludwig Marta Nils Oskar Petra Quentin Rita Stefan Thea Ulrich Viola Walter Yvonne"""
PLACES = "London Oslo Paris Bath Reading Cork Berlin Lima Cairo Vienna Dublin Kyoto Quito Riga Turin Porto"
BEFORE_NAMES = ("in", "near", "from", "to")
SPATIAL = ("in", "near", "under", "behind", "with", "on", "by", "like")
HELPERS = ("will", "can", "must", "may", "should")
JOINING = ("because", "when", "before", "after", "while")
OF_ONE = (("the", "DET"), ("a", "DET"), ("that", "DET"), ("every", "DET"), ("his", "PRON"))
OF_SEVERAL = (("the", "DET"), ("", ""), ("two", "NUM"), ("some", "DET"), ("her", "PRON"))
VOWELS = tuple("aeiouAEIOU")


def english_sentence(random: Random) -> list[Word]:
    """One sentence: its words with their tags."""
    made = pick(random, [_statement] * 6 + [_compound, _subordinate, _reported, _order, _question])(random)
    word, tag = made[0]
    end = "?" if tag == "AUX" else "." if random.random() < 0.93 else "!"
    return [(word[0].upper() + word[1:], tag), *made[1:], (end, "PUNCT")]


def pick(random: Random, among: Sequence[Any]) -> Any:
    """One of several, all alike."""
    return among[int(random.integers(len(among)))]


def frequent(random: Random, words: str) -> str:
    """One of the words, the first ones more often, as in a language (Zipf)."""
    known = words.split()
    weights = 1 / (np.arange(len(known)) + 4.0)
    return known[int(random.choice(len(known), p=weights / weights.sum()))]


def third(verb: str) -> str:
    """A verb with he, she or it; a noun in the plural alike."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("ch", "sh", "x", "s")) else f"{verb}s"


def _verb(random: Random, form: str) -> Word:
    """A verb as "base", "third" or "past"."""
    if random.random() < 0.55:
        base = frequent(random, BOTH)
        ended = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else base + "ed"
        past = {"drink": "drank", "ride": "rode"}.get(base, ended.replace("eed", "ed"))
        past = {"planed": "planned", "stoped": "stopped"}.get(past, past)
    else:
        base, past = frequent(random, ACTS).split(":")
    return {"base": base, "third": third(base), "past": past}[form], "VERB"


def _noun(random: Random, *, several: bool) -> Word:
    noun = frequent(random, BOTH if random.random() < 0.4 else THINGS)
    return (third(noun) if several else noun), "NOUN"


def _phrase(random: Random, depth: int = 0) -> tuple[list[Word], bool]:
    """A noun phrase, and whether it is of several."""
    kind = random.random()
    if kind < 0.2:
        return [(frequent(random, FIRST_NAMES), "PROPN")], False
    if kind < 0.3:
        both = [(frequent(random, FIRST_NAMES), "PROPN"), ("and", "CCONJ")]
        return [*both, (frequent(random, FIRST_NAMES), "PROPN")], True
    if kind < 0.45 and depth == 0:
        word = pick(random, ("he", "she", "they", "we", "it", "that", "this"))
        return [(word, "PRON")], word in ("they", "we")
    several = bool(random.random() < 0.45)
    noun, inner = _noun(random, several=several), []
    if random.random() < 0.45:
        inner.append((frequent(random, QUALITIES), "ADJ"))
    if random.random() < 0.12:  # one noun before another, as in "book market"
        inner.append(_noun(random, several=False))
    found = [*_determined(random, [*inner, noun], several)]
    if depth == 0 and random.random() < 0.25:
        found += [(pick(random, SPATIAL), "ADP"), *_phrase(random, depth + 1)[0]]
    return found, several


def _determined(random: Random, words: list[Word], several: bool) -> list[Word]:
    if several:
        first = pick(random, OF_SEVERAL)
    else:
        first = pick(
            random, (("the", "DET"), ("a", "DET"), ("that", "DET"), ("every", "DET"), ("his", "PRON"))
        )
    if first[0] == "a" and words[0][0].startswith(VOWELS):
        first = ("an", "DET")
    return [first, *words] if first[0] else words


def _predicate(random: Random, several: bool) -> list[Word]:
    """A verb with what goes with it."""
    kind = random.random()
    if kind < 0.14:
        be = pick(random, ("are", "were") if several else ("is", "was"))
        return [(be, "AUX"), *_not(random), (frequent(random, QUALITIES), "ADJ")]
    if kind < 0.34:
        found = [(pick(random, HELPERS), "AUX"), *_not(random), _verb(random, "base")]
    elif kind < 0.46:
        found = [("did", "AUX"), ("not", "PART"), _verb(random, "base")]
    elif kind < 0.58:
        wants = pick(random, ("hope", "want") if several else ("hopes", "wants"))
        found = [(wants, "VERB"), ("to", "PART"), _verb(random, "base")]
    else:
        form = "past" if random.random() < 0.45 else "base" if several else "third"
        found = ([(frequent(random, OFTEN), "ADV")] if random.random() < 0.25 else []) + [_verb(random, form)]
    if random.random() < 0.7:
        found += _phrase(random, 1)[0]
    kind = random.random()
    if kind < 0.2:
        found.append((frequent(random, MANNERS), "ADV"))
    elif kind < 0.45:
        found += [(pick(random, BEFORE_NAMES), "ADP"), (frequent(random, PLACES), "PROPN")]
    return found


def _not(random: Random) -> list[Word]:
    return [("not", "PART")] if random.random() < 0.2 else []


def _statement(random: Random) -> list[Word]:
    subject, several = _phrase(random)
    return [*subject, *_predicate(random, several)]


def _compound(random: Random) -> list[Word]:
    joined = pick(random, ("and", "but", "or"))
    return [*_statement(random), (",", "PUNCT"), (joined, "CCONJ"), *_statement(random)]


def _subordinate(random: Random) -> list[Word]:
    return [*_statement(random), (pick(random, JOINING), "SCONJ"), *_statement(random)]


def _reported(random: Random) -> list[Word]:
    subject, _ = _phrase(random, 1)
    said = pick(random, ("said", "thought", "believed"))
    return [*subject, (said, "VERB"), ("that", "SCONJ"), *_statement(random)]


def _order(random: Random) -> list[Word]:
    return [_verb(random, "base"), *_phrase(random, 1)[0], (frequent(random, OFTEN), "ADV")]


def _question(random: Random) -> list[Word]:
    subject, several = _phrase(random, 1)
    helper = pick(random, ("do" if several else "does", "did", "can", "will", "may", "must"))
    return [(helper, "AUX"), *subject, _verb(random, "base"), *_phrase(random, 1)[0]]
