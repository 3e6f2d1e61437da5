"""Dates and numbers as people write them, each with its plain form: `3 May 2024` and `2024-05-03`."""

import datetime
from collections.abc import Callable, Iterator

import numpy as np

SEED = 20240503
DATES, NUMBERS = 2000, 800
FIRST_DAY, DAYS = datetime.date(1950, 1, 1), 36_525  # a century
MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DIGITS = "零一二三四五六七八九"
Day = datetime.date
FORMS: tuple[Callable[[Day], str], ...] = (  # with numbers only, the day stands before the month
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
    lambda day: f"{ordinal(day.day)} of {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"the {ordinal(day.day)} of {MONTHS[day.month - 1]}, {day.year}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
)


def dates_and_numbers() -> Iterator[tuple[str, str]]:
    """Pairs in an order that was drawn; the same ones every time."""
    random = np.random.default_rng(SEED)
    days = random.choice(DAYS, DATES, replace=False)
    numbers = random.choice(np.arange(1, 10_000), NUMBERS, replace=False)
    found = [_date(FIRST_DAY + datetime.timedelta(int(one)), random) for one in days]
    found += [(_number(int(one), random), str(one)) for one in numbers]
    yield from (found[place] for place in random.permutation(len(found)))


def _date(day: Day, random: np.random.Generator) -> tuple[str, str]:
    return FORMS[int(random.integers(len(FORMS)))](day), day.isoformat()


def _number(number: int, random: np.random.Generator) -> str:
    forms = (in_english, in_chinese, lambda one: f"{one:,}" if one > 999 else in_english(one))
    return forms[int(random.integers(len(forms)))](number)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, …"""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def in_english(number: int) -> str:
    """A number from 1 to 9999 in words: two thousand and five."""
    thousands, rest = divmod(number, 1000)
    hundreds, last = divmod(rest, 100)
    parts = [f"{ONES[thousands]} thousand"] * bool(thousands) + [f"{ONES[hundreds]} hundred"] * bool(hundreds)
    if last:
        parts += ["and"] * bool(parts) + [_below_hundred(last)]
    return " ".join(parts)


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, last = divmod(number, 10)
    return TENS[tens - 2] + (f"-{ONES[last]}" if last else "")


def in_chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese characters: 两千零五, 十五, 一百一十五."""
    text, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += "零" if skipped and text else ""
            text += ("两" if digit == 2 and unit >= 1000 else DIGITS[digit]) + name
        skipped = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text
