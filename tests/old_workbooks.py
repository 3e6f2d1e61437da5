"""Older workbooks (xls), written by hand."""

import struct

NONE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def number(row, column, value):
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def use(row, column, place):
    """A cell with one of the workbook's strings."""
    return record(0xFD, struct.pack("<HHHI", row, column, 0, place))


def says(rows, columns):
    """How large a sheet says that it is."""
    return record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def strings(*texts):
    """The workbook's strings, cut into records wherever they are full."""
    content = struct.pack("<II", len(texts), len(texts))
    content += b"".join(struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts)
    found = record(0xFC, content[:8000])
    for place in range(8000, len(content), 8000):
        found += record(0x3C, b"\0" + content[place : place + 8000])
    return found


def old_workbook(cells, table=b"", sheets=1, each=None):
    """Sheets of the same records; `each` is where all of them begin instead of behind each other."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + cells + record(0x0A, b"")

    def told(places):
        names = (f"S{n}".encode() for n in range(sheets))
        pairs = zip(places, names, strict=True)
        named = (struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name for at, name in pairs)
        return start + b"".join(record(0x85, one) for one in named) + table + record(0x0A, b"")

    size = len(told([0] * sheets))
    if each:
        return compound(told([size] * sheets) + sheet)
    return compound(told([size + n * len(sheet) for n in range(sheets)]) + sheet * sheets)


def compound(stream):
    """A compound file with one stream, called Workbook."""
    stream = stream.ljust(max(-(-len(stream) // 512) * 512, 4096), b"\0")
    count = len(stream) // 512
    tables = next(n for n in range(1, 110) if n * 128 >= n + 1 + count)
    chain = [*[TABLE] * tables, LAST, *range(tables + 2, tables + 1 + count), LAST]
    chain += [NONE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<6H", 0x3E, 3, 0xFFFE, 9, 6, 0)
    head += struct.pack("<10I", 0, 0, tables, tables, 0, 4096, LAST, 0, LAST, 0)[0:40]
    head = head.ljust(76, b"\0") + struct.pack("<109I", *range(tables), *[NONE] * (109 - tables))
    entries = _entry("Root Entry", 5, LAST, 0, 1) + _entry("Workbook", 2, tables + 1, len(stream), NONE)
    return head + struct.pack(f"<{len(chain)}I", *chain) + entries.ljust(512, b"\0") + stream


def _entry(name, kind, start, size, child):
    told = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBBIII", len(told), kind, 1, NONE, NONE, child) + bytes(36)
    return told.ljust(64, b"\0") + about + struct.pack("<IQ", start, size)
