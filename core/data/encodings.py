"""In which encoding a text is written, told from its bytes; a person may know better."""

import re
from itertools import islice

from charset_normalizer import from_bytes

from core.errors import UserError

KNOWN = (
    *("utf-8", "utf-16", "gb18030", "big5", "cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("shift_jis", "cp949", "mac_roman"),
)
ELSEWHERE = ["big5", "shift_jis", "cp949", "cp1251"]  # neither Chinese of the mainland nor western
SIGNS = "€…‘’“”–— £§«°²³µ»".encode("cp1252")  # of western text, beside letters with accents
DAMAGED = "utf-8, but for a few bytes"
BEYOND_ASCII = bytes(range(0x80, 0x100))
LOOK = 20_000  # signs beyond ASCII that are enough to tell
LONGEST_RUN = 100  # of which so many tell enough
STRAY = 0.1  # most unreadable signs among those beyond ASCII in text that still counts as UTF-8
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def decode(body: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Read text in the encoding that fits it best, or in the given one.

    Returns:
        The text and the name of its encoding; a sign that cannot be read becomes U+FFFD.

    Raises:
        UserError: `unknown_encoding`, or `unreadable_file` if none fits.
    """
    if encoding is not None:
        return _as_asked(body, encoding), encoding
    for candidate in _candidates(body):
        if candidate == DAMAGED:
            return body.decode("utf-8", "replace").removeprefix("\ufeff"), "utf-8"
        try:
            return body.decode(candidate).removeprefix("\ufeff"), candidate
        except UnicodeDecodeError:
            continue
    text = body.decode("latin-1")
    if len(CONTROLS.findall(text[:LOOK])) > 0.02 * min(len(text), LOOK):
        raise UserError("unreadable_file", reason="encoding")
    return text, "latin-1"


def wide(body: bytes) -> bool:
    """UTF-16 without a byte order mark: every second byte of Latin text is zero."""
    sample = body[:200]
    most = max(sample[0::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and most > 0.7 * len(sample) / 2 and sample.count(0) < 0.6 * len(sample)


def _as_asked(body: bytes, encoding: str) -> str:
    if encoding not in KNOWN:
        raise UserError("unknown_encoding", encoding=encoding, known=list(KNOWN))
    if encoding == "utf-16" and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = _without_mark(body)
    return body.decode(encoding, "replace").removeprefix("\ufeff")


def _candidates(body: bytes) -> list[str]:
    """The encodings to try, the likeliest first."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if wide(body):
        return [_without_mark(body)]
    if body.startswith(b"\xef\xbb\xbf"):
        return ["utf-8-sig", "gb18030", "cp1252"]
    try:
        body.decode("utf-8")
        return ["utf-8"]
    except UnicodeDecodeError:
        pass
    text = body.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    beyond = len(text) - len(body.translate(None, BEYOND_ASCII)) - stray
    if beyond >= 4 and stray <= STRAY * beyond:
        return [DAMAGED]
    return [*_eastern(body), *_western(body), *_elsewhere(body), "cp1252"]


def _without_mark(body: bytes) -> str:
    return "utf-16-le" if body[1:200:2].count(0) >= body[0:200:2].count(0) else "utf-16-be"


def _eastern(body: bytes) -> list[str]:
    """Chinese text uses the common characters; western letters read as Chinese do not."""
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return []
    signs = [sign.encode("gb18030") for sign in islice((s for s in text if s > "\x7f"), LOOK)]
    common = sum(
        len(sign) == 2 and sign[1] >= 0xA1 and (0xB0 <= sign[0] <= 0xD7 or 0xA1 <= sign[0] <= 0xA3)
        for sign in signs
    )
    return ["gb18030"] if common >= 0.4 * len(signs) else []


def _western(body: bytes) -> list[str]:
    """Letters with accents and signs such as € stand alone among ASCII or in twos."""
    runs = [run.group() for run in islice(re.finditer(rb"[\x80-\xff]+", body), LOOK)]
    short = sum(len(run) <= 2 for run in runs) >= 0.9 * len(runs)
    letters = b"".join(run[:LONGEST_RUN] for run in runs)
    likely = sum(byte >= 0xC0 or byte in SIGNS for byte in letters)
    return ["cp1252"] if short and likely >= 0.9 * len(letters) else []


def _elsewhere(body: bytes) -> list[str]:
    best = from_bytes(body[:LOOK], cp_isolation=ELSEWHERE).best()
    return [best.encoding] if best is not None else []
