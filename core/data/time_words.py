"""Words of many languages around the figures of a time, brought to the few forms that are read."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from re import Match

import pandas as pd

from core.data.month_names import JALALI, MARKED, in_english

Rule = tuple[re.Pattern[str], str | Callable[[Match[str]], str]]

PER_SAMPLE = 40  # cells that tell which rules a column needs
_PM = ("下午", "晚上", "午後", "오후")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LETTERS = {"R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_CHINESE = {sign: str(number) for number, sign in enumerate("一二三四", start=1)}
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"
).split()
_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?"


def _digit(found: Match[str]) -> str:
    return str(unicodedata.digit(found[0]))


def _half(found: Match[str]) -> str:
    return f" {found[2]} {'PM' if found[1] in _PM else 'AM'}"


def _clock(found: Match[str]) -> str:
    return f" {found[1]}:{(found[2] or '0'):0>2}" + (f":{found[3]:0>2}" if found[3] else "")


def _japanese(found: Match[str]) -> str:
    return f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年"


def _lettered(found: Match[str]) -> str:
    return f"{_LETTERS[found[1].upper()] + int(found[2])}-{found[3]}-{found[4]}"


def _republic(found: Match[str]) -> str:
    year = 1911 + (1 if found[1] == "元" else int(found[1]))
    return f"{year}年" if found[2] == "年" else f"{year}-"


def _quarter(found: Match[str]) -> str:
    return f"Q{_CHINESE.get(found[1], found[1])}"


def _rule(pattern: str, made: str | Callable[[Match[str]], str]) -> Rule:
    return re.compile(pattern, re.IGNORECASE), made


RULES: tuple[Rule, ...] = (
    _rule(r"[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59\uff10-\uff19]", _digit),
    _rule(r"[\u200b-\u200f\u2060\ufeff]", ""),
    _rule(r"^/Date\((-?\d++)[^)]*+\)/$", r"\1"),
    _rule(MARKED.pattern, lambda found: in_english(found[0])),
    _rule(r"^(?:พ\.?ศ\.?|ปี)\s*(\d{4})$", r"\1年"),
    _rule(r"^(?:พ\.?ศ\.?|ปี|วันที่)\s*|พ\.ศ\.\s*", ""),
    _rule(r"[–—−]", "-"),
    _rule(r"(令和|平成|昭和|大正|明治)\s*(\d{1,2}|元)年?(?:度(?!\d))?", _japanese),
    _rule(r"^([MTSHR])\.?(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})", _lettered),
    _rule(r"(?:中[華华])?民[國国]\s*(\d{1,3}|元)([年/.-]?)", _republic),
    _rule(r"(\d)\s*년\s*", r"\1年"),
    _rule(r"(\d)\s*월\s*", r"\1月"),
    _rule(r"(\d)\s*일", r"\1日"),
    _rule(r"(\d)\s*시\s*", r"\1时"),
    _rule(r"(\d)\s*분\s*", r"\1分"),
    _rule(r"(\d)\s*초", r"\1秒"),
    _rule(r"오전\s*", "上午"),
    _rule(r"오후\s*", "下午"),
    _rule(r"第?([一二三四1-4])\s*(?:季度?|四半期|분기)", _quarter),
    _rule(r"上半年|上期", "H1"),
    _rule(r"下半年|下期", "H2"),
    _rule(r"第\s*(\d{1,2})\s*[周週]|(?<=年)\s*(\d{1,2})\s*[周週]", lambda found: f"W{found[1] or found[2]}"),
    _rule(r"(?:星期|周|礼拜|週|曜日)[一二三四五六日天]", " "),
    _rule(r"[(（][一二三四五六日天月火水木金土][)）]|[月火水木金土日]曜日?", " "),
    _rule(r"(\d{1,2})[时時点]半", r"\1:30"),
    _rule(r"(\d{1,2})[时時点](?:(\d{1,2})分?(?:(\d{1,2})秒?)?)?", _clock),
    _rule(r"(上午|早上|凌晨|下午|晚上|午前|午後)\s*(\d{1,2}:\d{2}(?::\d{2})?)", _half),
    _rule(r"\btháng\s*(\d{1,2})(?:\s*(?:năm|[/-])\s*|\s+)(\d{4})", r"\1/\2"),
    _rule(r"^le\s+(?=\d)", ""),
    _rule(rf"^(?:le\s+)?(?:{_DAY})\b\.?,?\s++(?=[^\s\d]*+\s*+\d)", ""),
    _rule(rf"(?<![\s(,])[\s(,]++(?:{_DAY})\.?\)?$", ""),
    _rule(rf"^({_CLOCK})[\s,]++(?=[^\d\n]*+\d)(.+)$", r"\2 \1"),
    _rule(r"(?<=[\w.])\s+(?:de[l]?|of|the)\s+(?=\w)", " "),
    _rule(r"\b(?:quarter|quartal|trimestre|trimester|kvartal|kwartał|negyedév|квартал)\b\.?", "Q"),
    _rule(r"\b(\d)(?:st|nd|rd|th|er|[eè]me|[º°ª.])?[\s-]*Q\b", r"\1Q"),
    _rule(r"\bQ\s+([1-4])\b", r"Q\1"),
    _rule(
        r"\b(?:weeks?|wk|woche|kw|cw|semaine|sem|semana|settimana|vecka|uke|uge|неделя)\b[.\s_-]*(?=\d)", "W"
    ),
    _rule(r"(\d)[.\s]*\b(?:weeks?|wk|woche|kw|cw|semaine|vecka|uke|uge|неделя)\b", r"\1 W"),
    _rule(r"(\d{1,2})\s*uhr\b", r"\1h"),
    _rule(r"(?<=\d)\s*(?:г\.?|года?|hrs?\.?)$", ""),
)


def in_plain_words(text: pd.Series) -> pd.Series:
    """Times without weekdays and small words, months by English names, Chinese clocks as 15:30."""
    sample = list(text.iloc[:: max(len(text) // PER_SAMPLE, 1)])
    needed: list[Rule] = []
    for rule in RULES:
        made = [rule[0].sub(rule[1], cell) for cell in sample]
        if made != sample:
            needed.append(rule)
        sample = made
    return text.map(lambda cell: _applied(cell, needed)) if needed else text


@lru_cache(maxsize=4096)
def plain(cell: str) -> str:
    """One cell by all rules."""
    return _applied(cell, RULES)


def era_told(text: pd.Series) -> str | None:
    """The calendar that the words of most cells tell: months as in Iran, or Thai letters with Thai years."""
    sample = text.iloc[:PER_SAMPLE]
    if (sample.str.contains(JALALI)).mean() > 0.5:
        return "jalali"
    thai = sample.str.contains(r"[\u0e01-\u0e2e]").mean() > 0.5
    western = sample.str.contains(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)").mean() > 0.5
    return "buddhist" if thai and not western else None


def era_named(cell: str) -> str | None:
    """The era that a cell names: one of Japan's, or the Republic of China's."""
    if re.search("|".join(_ERAS), cell) or re.match(r"[MTSHR]\d{1,2}[./-]\d", cell):
        return "japanese"
    return "minguo" if re.search("民[國国]", cell) else None


def _applied(cell: str, rules: list[Rule] | tuple[Rule, ...]) -> str:
    for pattern, made in rules:
        cell = pattern.sub(made, cell)
    return " ".join(cell.split())
