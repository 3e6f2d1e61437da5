"""What files that are taken home are called: after what they hold."""

import re

LONGEST = 80  # letters; systems cut names of more than 255 bytes, of which a Chinese letter takes three
_OTHERS = re.compile(r"[^\w.+()]+")
_ENDING = re.compile(r"\.(?:csv|tsv|txt|xlsx?|xlsm|ods|parquet|jsonl?|html?|zip|gz)\Z", re.IGNORECASE)


def file_stem(*parts: str) -> str:
    """The beginning of a file's name from the names of what it holds; letters of any language stay.

    Of what is called after a file that was brought, the ending goes: it says what kind that one was.
    """
    plain = [_OTHERS.sub("-", without_ending(part)).strip("-.") for part in parts]
    return "-".join(part for part in plain if part)[:LONGEST].strip("-.") or "unrolled"


def without_ending(name: str) -> str:
    """A name without the ending of a file of data, the inner one of a compressed file included."""
    return _ENDING.sub("", _ENDING.sub("", name))
