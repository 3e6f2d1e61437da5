"""The forms in which people write dates."""

import re

from core.data.cells import LONGEST
from core.data.time_intervals import start_of
from core.data.time_words import plain

TIME_LIKE = re.compile(
    r"(?<!candi)(?<!man)(?<!vali)date|datum|fecha|(?<!cen)(?<!sen)(?<!life)(?<!over)(?<!run)time(?!s[ _])"
    r"|stamp|period|year|month|day|week|quarter|^(ds|ts?|kw|yw)$|unix|epoch"
    r"|日期|日付|时间|時間|年|月|周|週|季度|วันที่|เดือน|ปี|дата|месяц|период|jahr|monat|woche|quartal|semaine|trimestre",
    re.IGNORECASE,
)
WEEK_LIKE = re.compile(
    r"week(?!day|end)|woche|semaine|semana|settimana|^(iso_?)?(kw|cw|wk|yw)$|周|週", re.IGNORECASE
)
EPIDEMIC = re.compile(r"epi|mmwr|cdc", re.IGNORECASE)
MISSING = frozenset(
    "- -- --- – — . .. ... * ? : null none nan nat na n/a n.a. n.d. #n/a #na <na> (null) <null> \\n nil "
    "missing undefined #div/0! #ref! #value! #num! #name? #null! 无 空 空值 缺失 缺测 暂无 停牌".split()
) | {""}

_HALF = r"(?P<half>[AaPp]\.?\s?[Mm]\.?)"
_CLOCK = (
    r"(?P<h>\d{1,2})(?=[:.hH]\s?\d{2}|[hH](?!\d)|[\s-]*+[AaPp]\.?\s?[Mm])"
    r"(?:[:.hH]\s?(?P<mi>\d{2})(?:[:.](?P<s>\d{2}(?:[.,]\d++)?))?)?[hH]?"
    rf"(?:[\s-]*+{_HALF})?"
)
_OFFSET = r"(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?"
_ZONE = (
    rf"\s*+[\[(]?(?P<zone>{_OFFSET}|[A-Z]{{1,5}}(?:/[A-Z]{{2,5}})?(?![a-z/]))?[\])]?"
    r"(?:\s*+(?:\(?[A-Z]{3,5}\)?|\[?[A-Z][a-z]+/[A-Z][A-Za-z_]+\]?))?"
)
_JOINT = r"\s*+(?:[T,;_][T\s,;_]*+|:(?=\d\d:\d\d)|-(?=\d\d\.\d\d\.\d\d)|(?<=\s)-\s++|(?<=\s))"
_TAIL = rf"(?:{_JOINT}{_CLOCK}{_ZONE})?$"
_COMPACT = r"[T\s_,;-]?(?P<h>[0-2]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d(?:\.\d++)?)?"
_HOUR = r"[T\s]+(?P<h>[0-2]?\d)$"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<y>1[5-9]\d\d|2[0-6]\d\d)"
_SHORT = r"'?(?P<y>\d{4}|\d{2})"
_NTH = r"(?:st|nd|rd|th|er|\.|º|ª)?"
_FISCAL = r"(?:(?P<fy>FY)\s?|CY\s?)?"

CLOCK = re.compile(f"^{_CLOCK}$")
COMPACT_CLOCK = re.compile(r"^(?P<h>\d{1,2})(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?$")
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2})\.?)?" + _TAIL,
        r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _HOUR,
        r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[T\s]" + _COMPACT + _ZONE + "$",
        r"^(?P<y>\d{4})年(?:\s*(?P<m>\d{1,2})月)?(?:\s*(?P<d>\d{1,2})[日号])?" + _TAIL,
        rf"^{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)" + _TAIL,
        rf"^{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)" + _COMPACT + _ZONE + "$",
        rf"^{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)" + _HOUR,
        r"^(?P<minguo>\d{2,3})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?" + _TAIL,
        r"^(?P<minguo>\d{2,3})年(?P<m>\d{1,2})月$",
        r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2}),?" + _TAIL,
        r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _HOUR,
        r"^(?P<m>\d{1,2})[-/.](?P<y>\d{4})$",
        rf"^(?P<d>\d{{1,2}}){_NTH}[-/\s]?{_NAME}[-/\s,]*(?P<y>\d{{4}}|\d{{2}}){_TAIL}",
        rf"^{_NAME}(?:[-/\s](?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-/,]?)?[-/,\s]*(?P<y>\d{{4}}){_TAIL}",
        rf"^{_NAME}\s*[-'/]\s*'?(?P<y>\d{{2}})$",  # with a blank, Jan 24 would be a day
        rf"^{_NAME}\s+(?P<d>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s*+(?<=\s)(?P<y>\d{{4}})$",
        rf"^(?P<y>\d{{4}})[-/\s.:]*{_NAME}(?:[-/\s.]*(?P<d>\d{{1,2}}))?{_TAIL}",
        rf"^{_FISCAL}(?P<y>\d{{4}})[-/\s.:_年]*[QqTt](?P<q>[1-4])$",
        r"^(?P<fy>FY)\s?(?P<y>\d{2})[-/\s]*[Qq](?P<q>[1-4])$",
        rf"^{_FISCAL}(?P<y>\d{{4}})[-/\s.:_年]*(?P<q>[1-4])[QqTt]$",
        rf"^[QqTt](?P<q>[1-4])[-/\s,.:]*{_FISCAL}{_SHORT}$",
        rf"^(?P<q>[1-4])[QqTt][-/\s,.:]*{_FISCAL}{_SHORT}$",
        r"^(?P<y>\d{4})[-/\s.:_年]*[HhSs](?P<hy>[12])$",
        rf"^[HhSs](?P<hy>[12])[-/\s,.:]*{_SHORT}$",
        r"^(?P<y>\d{4})[-/.](?P<j>\d{3})" + _TAIL,
        r"^(?P<y>\d{4})[-/\s.:]?[Mm](?P<m>\d{1,2})$",
        r"^[Mm](?P<m>\d{1,2})[-/\s.:]?(?P<y>\d{4})$",
        r"^(?P<y>\d{4})[-/\s.:_年]*(?P<ew>E?)[Ww]\s?(?P<w>\d{1,2})(?:-?(?P<wd>[1-7]))?$",
        r"^(?P<y>\d{4})[-/\s.]*S(?P<w>\d{2})$",
        r"^(?P<ew>E?)[Ww]\s?(?P<w>\d{1,2})[-/\s,.]*'?(?P<y>\d{4})$",
        r"^(?P<w>\d{1,2})\.?\s?[Ww][-/\s,.]*(?P<y>\d{4})$",
        r"^(?P<y>\d{4}):(?P<part>\d{1,2})$",
        r"^(?P<fy>FY)\s?(?P<y>\d{4}|\d{2})$",
        r"^(?P<y>\d{4})[-/\s.:]*(?P<roman>IV|IX|VI{0,3}|XI{0,2}|I{1,3})\.?$",
    )
)
# What only a column that is called a time, or the first one, can mean by them.
SEASONS = re.compile(r"^(?P<y>\d{4})[-/](?P<end>\d{2}|\d{4})$")
WEEKS = re.compile(r"^(?P<y>\d{4})[-/\s.]?(?P<w>\d{2}|(?<=\D)\d)(?:\.0)?$")
SHORT = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<minguo>1\d\d)[-/](?P<m>\d{1,2})$",
        r"^(?P<one>\d{1,2})[-/](?P<two>\d{1,2})$",
        rf"^{_NAME}\s*(?P<two>\d{{2}})$",
        rf"^(?P<two>\d{{2}})[-/\s]*{_NAME}$",
    )
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?")
OFFSET = re.compile(r":\d\d(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$")
UTC = re.compile(r":\d\d(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]00:?00)$")


def is_time(cell: str) -> bool:
    """Whether a cell is written as a time that no name of a column is needed to tell."""
    if len(cell) > LONGEST:
        return False
    cell = start_of(plain(cell))
    return any(pattern.match(cell) for pattern in PATTERNS)
