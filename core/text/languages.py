"""Which language a text is in: its script tells most, py3langid the languages that share one.

Lui & Baldwin (2012), langid.py: An Off-the-shelf Language Identification Tool, ACL; py3langid follows it.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from core.sandbox.asking import apart
from core.text.tokens import CJK

LATIN = (
    "ca cs da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl sv tr vi".split()
)  # languages in Latin letters that are told apart
OTHERS = "ar bg bn el fa he hi ru sr th uk ur".split()
SURE = 0.9  # probability from which a language is named; below, only its script is
UNNAMED = ("latin", "other")  # scripts whose language was not sure
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_CHINESE = re.compile(rf"[{CJK}]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://\S+|[@#]\w+")  # names and addresses are in no language
_KANA_SHARE = 0.1  # of the East Asian letters: Japanese has hardly a sentence with less
_here = [False]  # whether this process may hold the table of languages, some 50 MB


def languages_of(texts: Sequence[str]) -> list[str]:
    """The language of each text.

    Returns:
        A code of ISO 639-1; "latin" or "other" where the script is all that is sure, "none" without letters.
    """
    found = [script_of(text) for text in texts]
    open_ones = [place for place, script in enumerate(found) if script in UNNAMED]
    if open_ones:
        asked = [_ADDRESS.sub(" ", texts[place]) for place in open_ones]
        named = _identified(b"", asked) if _here[0] else apart(_identified, b"", asked)
        for place, name in zip(open_ones, named, strict=True):
            found[place] = name or found[place]
    return found


def script_of(text: str) -> str:
    """The script most letters belong to: "zh", "ja", "ko", "latin", "other", or "none" without letters."""
    letters = len(_LETTER.findall(text))
    chinese, kana, hangul = (len(one.findall(text)) for one in (_CHINESE, _KANA, _HANGUL))
    if letters + kana == 0:
        return "none"
    east = chinese + kana + hangul
    if east * 2 >= letters - east:  # a character holds about what two letters do
        if hangul * 2 >= east:
            return "ko"
        return "ja" if kana >= _KANA_SHARE * east and kana else "zh"
    latin = sum(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in _LETTER.findall(text))
    return "latin" if latin * 2 >= letters - east else "other"


def is_foreign(language: str, trained: Sequence[str]) -> bool:
    """Whether a text's language is none of those that networks were trained on.

    Where no language of its script was named in training, any of them may have been meant. Signs alone are in
    no language: the words that a network knows tell of them.
    """
    if language == "none" or language in trained:
        return False
    script = _script(language)
    named = [one for one in trained if one not in UNNAMED and _script(one) == script]
    return language not in UNNAMED if named else script not in trained


def identify_here() -> None:
    """Let this process hold the table of languages: it is asked often, and serves no pages."""
    _here[0] = True


def hold_languages() -> None:
    """Load the table now, for this process and those that are forked from it."""
    identify_here()
    _identifier()


def _script(language: str) -> str:
    if language in LATIN or language == "latin":
        return "latin"
    return "other" if language in OTHERS or language == "other" else language


def _identified(_: bytes, texts: Sequence[str]) -> list[str]:
    """The language of each text, or nothing where it is not sure."""
    answers = (_identifier().classify(text) for text in texts)
    return [name if share >= SURE else "" for name, share in answers]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # with its table half a second

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([*LATIN, *OTHERS])
    return found
