"""From the file to numbers."""

import re
from collections import Counter
from pathlib import Path

from core.takehome.templates.settings import FILE
from core.tasks.generate.templates.choices import UNIT
from core.tasks.generate.templates.settings import FEWEST, TEST_SHARE, VALIDATION_SHARE, VOCABULARY

if UNIT == "words":
    # Words, endings such as 's, every sign, every Chinese character, and ends of lines.
    CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    ENDING = "['’](?:s|t|m|d|re|ve|ll)(?![^\\W_])"
    PIECE = re.compile(rf"\n|[{CHINESE}]|[^\W_{CHINESE}]+|{ENDING}|\S", re.IGNORECASE)
elif UNIT == "items":
    PIECE = re.compile(r"\n|\S+")  # items, and ends of lines, each of which is a session


def read():
    """The text, piece by piece."""
    with Path(__file__).with_name(FILE).open(encoding="utf-8", newline="\n") as file:
        text = file.read()
    if UNIT == "characters":
        return list(text)
    else:
        return PIECE.findall(text)


def parts(length):
    """Where training, validation and test begin and end, one after the other."""
    tested, validated = int(length * TEST_SHARE), int(length * VALIDATION_SHARE)
    trained = length - tested - validated
    return (0, trained), (trained, length - tested), (length - tested, length)


def known(pieces):
    """Number what stands often enough in the training part from 2 on, the most frequent first."""
    counts = Counter(pieces)
    if UNIT == "characters":
        order = sorted(counts, key=lambda one: (-counts[one], one))
        often = [one for one in order if counts[one] >= FEWEST]
    else:
        often = [one for one, times in counts.most_common() if times >= FEWEST][:VOCABULARY]
    return {one: number for number, one in enumerate(often, start=2)}
