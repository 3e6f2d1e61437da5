"""Comments and docstrings of take-home scripts in the reader's language; the code stays as it is.

Scripts are written in English. What people read in them stands beside its translation in
`core/words/locales/<code>/scripts.json`; what is not there stays English.
"""

import io
import tokenize

from core.words.locales import script_remarks


def in_words_of(language: str, script: str) -> str:
    """The same script with its comments and docstrings in a language."""
    known = script_remarks(language)
    if not known:
        return script
    lines, told = script.splitlines(keepends=True), list(remarks(script))
    for row, start, end, remark in reversed(told):
        if remark in known:
            line = lines[row]
            lines[row] = line[:start] + known[remark] + line[end:]
    return "".join(lines)


def remarks(script: str) -> list[tuple[int, int, int, str]]:
    """Every text for people: its line from 0, where it begins and ends there, and the text itself."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(script).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("# ")
            found.append((token.start[0] - 1, token.end[1] - len(text), token.end[1], text))
        elif token.type == tokenize.STRING and token.string.startswith('"""'):
            found += _of_docstring(token)
    return found


def _of_docstring(token: tokenize.TokenInfo) -> list[tuple[int, int, int, str]]:
    """Line by line, without quotation marks; what is indented further than the docstring is a command."""
    found, (first, indent) = [], token.start
    for number, line in enumerate(token.string.splitlines()):
        text = line.removeprefix('"""').removesuffix('"""').strip()
        start = line.find(text)
        if text and (number == 0 or start == indent):
            begin = start + (indent if number == 0 else 0)
            found.append((first - 1 + number, begin, begin + len(text), text))
    return found
