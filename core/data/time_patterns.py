"""The forms in which people write dates, and the words in them."""

import re

import pandas as pd

TIME_LIKE = re.compile(
    r"date|datum|fecha|time|stamp|period|year|month|day|^(ds|ts?)$|日期|日付|时间|時間|年|月", re.IGNORECASE
)
MISSING = frozenset(
    "- -- --- – — . .. ... * ? : null none nan nat na n/a n.a. n.d. #n/a #na <na> (null) <null> \\n nil "
    "missing undefined #div/0! #ref! #value! #num! #name? #null! 无 空 空值 缺失 缺测 暂无 停牌".split()
) | {""}

_CLOCK = r"(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?:[:.](?P<s>\d{2}(?:\.\d+)?))?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"\s*\(?(?P<zone>[A-Z]{1,4}(?![a-z])|[+-]\d{1,2}(?::?\d{2})?)?\)?"
_TAIL = rf"(?:[T\s,]+{_CLOCK}{_ZONE})?$"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<y>1[5-9]\d\d|20\d\d|21\d\d)"
CLOCK = re.compile(f"^{_CLOCK}$")
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?" + _TAIL,
        r"^(?P<y>\d{4})年(?:\s*(?P<m>\d{1,2})月)?(?:\s*(?P<d>\d{1,2})[日号])?\s*" + _TAIL,
        rf"^{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)" + _TAIL,
        rf"^{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)T?(?P<h>[0-2]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?{_ZONE}$",
        r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2}),?" + _TAIL,
        r"^(?P<m>\d{1,2})[-/.](?P<y>\d{4})$",
        r"^(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[-/\s]?" + _NAME + r"[-/\s,]\s*(?P<y>\d{4}|\d{2})" + _TAIL,
        r"^" + _NAME + r"(?:[-/\s](?P<d>\d{1,2})(?:st|nd|rd|th)?[-/,]?)?[-/,\s]\s*(?P<y>\d{4})" + _TAIL,
        r"^" + _NAME + r"[-']\s*'?(?P<y>\d{2})$",  # with a blank, Jan 24 would be a day
        r"^" + _NAME + r"\s+(?P<d>\d{1,2})\s+" + _CLOCK + _ZONE + r"\s+(?P<y>\d{4})$",
        r"^(?P<y>\d{4})[-/\s]" + _NAME + r"(?:[-/\s](?P<d>\d{1,2}))?" + _TAIL,
        r"^(?P<y>\d{4})[-\s]?[Qq](?P<q>[1-4])$",
        r"^[Qq](?P<q>[1-4])[-/\s]*(?P<y>\d{4})$",
        r"^(?P<q>[1-4])[Qq][-/\s]*(?P<y>\d{4}|\d{2})$",
        r"^(?P<y>\d{4})年第?(?P<q>[1-4])季度?$",
        r"^(?P<y>\d{4})[-/.](?P<j>\d{3})$",
        r"^(?P<y>\d{4})-?W(?P<w>\d{2})(?:-?(?P<wd>[1-7]))?$",
    )
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?")
OFFSET = re.compile(r":\d\d(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$")

_MONTHS = (
    "jan ene gen gennaio",
    "feb fév fev",
    "mar mär mrz",
    "apr avr abr",
    "may mai mag maj mayo maio",
    "jun juin giu",
    "jul juil lug",
    "aug aoû aou ago",
    "sep set",
    "oct okt out ott",
    "nov",
    "dec dez déc dic",
)
MONTH_NAMES = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}

_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*",
    re.IGNORECASE,
)
_CHINESE_CLOCK = re.compile(r"(\d{1,2})[时時点](?:(\d{1,2})分?(?:(\d{1,2})秒?)?)?")
_CHINESE_HALF = re.compile(r"(上午|早上|凌晨|下午|晚上)\s*(\d{1,2}:\d{2}(?::\d{2})?)")
_PM = ("下午", "晚上")


def in_plain_words(text: pd.Series) -> pd.Series:
    """Times without weekdays, and with Chinese clocks as 15:30."""
    sample = text.iloc[:: max(len(text) // 40, 1)]
    if not any(
        _WEEKDAY.search(cell) or _CHINESE_CLOCK.search(cell) or _CHINESE_HALF.search(cell) for cell in sample
    ):
        return text
    return text.map(_in_plain_words)


def month_number(name: str) -> float:
    """1 to 12 for the name of a month in one of several languages; NaN for other words."""
    plain = name.strip().rstrip(".").casefold()
    return next((float(MONTH_NAMES[plain[:n]]) for n in (4, 3) if plain[:n] in MONTH_NAMES), float("nan"))


def _in_plain_words(cell: str) -> str:
    cell = _CHINESE_CLOCK.sub(
        lambda m: f" {m[1]}:{(m[2] or '0'):0>2}" + (f":{m[3]:0>2}" if m[3] else ""), cell
    )
    cell = _CHINESE_HALF.sub(lambda m: f" {m[2]} {'PM' if m[1] in _PM else 'AM'}", cell)
    return " ".join(_WEEKDAY.sub(" ", cell).split())
