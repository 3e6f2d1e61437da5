"""Texts as CSV: a ' stands before a sign by which a spreadsheet would begin a formula.

A spreadsheet passes over blanks and quotation marks before such a sign. Where its language parts columns by
another sign than the file does, it cuts a text at that sign and at line breaks. All these places are guarded.
"""

import re

ENDS = r",;|\t-\r\x1c-\x1e\x85\u2028\u2029"  # where some reader begins a cell
SKIPPED = (  # other blanks, signs that nobody sees, and quotation marks
    r"\x00-\x08\x0e-\x1b\x1f \x7f-\x84\x86-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f",
    r"\u2000-\u200f\u202a-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\"'",
)
SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"  # some read wide and small ones as well
_SKIPPED = "".join(SKIPPED)
_BEFORE = re.compile(rf"\A(?=[{SIGNS}])|(?<![{_SKIPPED}{ENDS}])[{_SKIPPED}{ENDS}]++(?=[{SIGNS}])")
_END = re.compile(rf"[{ENDS}]")
_NAMED = re.compile(r"@\w{1,50}(?=$|[\s.,:;?!…，。！？])")
_CALLS = re.compile(r"[(|{\[]|!\s*[\w$'\"]")


def spreadsheet_safe(text: str) -> str:
    """Put a ' before what a spreadsheet would take for the beginning of a formula; no two texts become one.

    A name that somebody is called by, as in `@shop thanks!`, begins none: spreadsheets read @ as a formula
    only before a function or a reference, which need a bracket, a bar, or an exclamation mark before a cell.
    """
    if _NAMED.match(text) and not _CALLS.search(text):
        return text[0] + _BEFORE.sub(_guarded, text[1:])
    return _BEFORE.sub(_guarded, text)


def _guarded(before: re.Match[str]) -> str:
    begins = before.start() == 0 or _END.search(before[0]) is not None
    return f"{before[0]}'" if begins else before[0]
