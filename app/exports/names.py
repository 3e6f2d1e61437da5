"""What files that are taken home are called: after what they hold."""

import re

LONGEST = 80  # letters; systems cut names of more than 255 bytes, of which a Chinese letter takes three
_OTHERS = re.compile(r"[^\w.+()]+")


def file_stem(*parts: str) -> str:
    """The beginning of a file's name from the names of what it holds; letters of any language stay."""
    plain = [_OTHERS.sub("-", part).strip("-.") for part in parts]
    return "-".join(part for part in plain if part)[:LONGEST].strip("-.") or "unrolled"
