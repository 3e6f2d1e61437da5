"""What a file may leave open for a person to answer, and which choices are the answers."""

from dataclasses import fields, replace

from core.data.choices import AS_FOUND, Choices

# About times, in the order in which they are asked; each is answered by one field.
TIMES = {"time_unclear": "newest_first", "era_unclear": "era", "day_month_ambiguous": "day_first"}
SERIES = ("several_series", "different_values_at_one_time", "too_many_series")  # and about rows of one time
QUESTIONS = (*TIMES, *SERIES)
OF_CELLS = ("encoding", "delimiter", "quotes", "decimal", "header_rows", "sheet", "layout", "strays")
OF_TIME = ("time", "weeks")
OF_SERIES = ("series", "kept", "combine", "averaged", "once")


def only(choices: Choices, names: tuple[str, ...]) -> Choices:
    """Some of the choices; the other fields are left open."""
    return replace(AS_FOUND, **{name: getattr(choices, name) for name in names})


def without(choices: Choices, names: tuple[str, ...]) -> Choices:
    """The choices with some fields left open."""
    return only(choices, tuple(one.name for one in fields(Choices) if one.name not in names))


def is_open(question: str, choices: Choices) -> bool:
    """Whether nobody has answered a question yet."""
    answers = (TIMES[question],) if question in TIMES else OF_SERIES
    return only(choices, answers) == AS_FOUND
