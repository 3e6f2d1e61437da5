"""What a file is, told from its bytes: the name that people gave it decides nothing."""

import re

from core.data.encodings import wide
from core.data.zipped import parts_of
from core.errors import UserError

UNZIPPED_LIMIT = 200 * 1024 * 1024  # bytes
MAGIC = (
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89HDF", "hdf5"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"ARROW1", "arrow"),
    (b"\x93NUMPY", "numpy"),
    (b"version https://git-lfs.github.com/spec/", "git-lfs pointer"),
)
OPENINGS = (("<?xml", "xml"), ("{\\rtf", "rtf"))
WEB_PAGE = re.compile(rb"(?mi)^[^\S\n]*+<(?:!doctype\s++html|html|head|body|table|meta)[\s>]")
JSON = re.compile(r"\{\s*\"|\[\s*[\[{]")
LOOK = 4096  # bytes in which a web page begins, below remarks
WORKBOOK = "xl/workbook.xml"
OTHER_WORKBOOKS = {"xl/workbook.bin": "xlsb", "content.xml": "ods"}  # their extent cannot be told beforehand
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(body: bytes) -> str:
    """Name what the bytes are.

    Returns:
        "parquet", "workbook", "json", "html" or "text" for what can be read; else what it really is, such as
        "zip" or "png".

    Raises:
        UserError: `password_protected` for an encrypted workbook, `file_too_large` for one that unpacks
            beyond the limit, `unreadable_file` for a broken archive, `too_heavy_to_read` for one of too many
            parts.
    """
    for magic, kind in MAGIC:
        if body.startswith(magic):
            return _container(body, kind)
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    opening = body[:512].decode("utf-8", "ignore").lstrip("\ufeff \t\r\n").casefold()
    for start, kind in OPENINGS:
        if opening.startswith(start):
            return kind
    if JSON.match(opening):
        return "json"
    page = WEB_PAGE.search(body[:LOOK])
    if page is not None and b'"' not in body[: page.start()]:  # else markup in a quoted text
        return "html"
    return "binary" if b"\x00" in body[:100_000] and not wide(body) else "text"


def is_lined(opening: bytes) -> bool:
    """Whether a file that begins so has its rows on lines: neither JSON nor markup nor what is no text."""
    if any(opening.startswith(magic) for magic, _ in MAGIC):
        return False
    return kind_of(opening) in ("text", "binary")


def too_large(size: int, limit: int) -> UserError:
    """The refusal of a file beyond a limit, both in bytes."""
    return UserError("file_too_large", size_mb=round(size / 2**20, 1), limit_mb=limit // 2**20)


def _container(body: bytes, kind: str) -> str:
    if kind == "ole":
        if ENCRYPTED in body:
            raise UserError("password_protected")
        return "workbook"
    return _zip(body) if kind == "zip" else kind


def _zip(body: bytes) -> str:
    parts = parts_of(body)
    names = {part.filename for part in parts}
    for name, kind in OTHER_WORKBOOKS.items():
        if name in names:
            return kind
    if WORKBOOK not in names:
        return "zip"
    size = sum(part.file_size for part in parts)
    if size > UNZIPPED_LIMIT:
        raise too_large(size, UNZIPPED_LIMIT)
    if any(part.flag_bits & 1 for part in parts):
        raise UserError("password_protected")
    return "workbook"
