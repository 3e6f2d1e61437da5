"""The one error that a program catches: what a person can mend, in a sentence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from core.errors import UserError
from core.words.english import sentence

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Error(Exception):
    """Something that can be mended; its text says what."""

    def __init__(self, error: UserError) -> None:
        super().__init__(sentence(error).removeprefix("Error: "))
        self.key, self.facts = error.key, error.facts


def told(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """The same function, whose errors are sentences."""

    @wraps(work)
    def run(*given: Given.args, **named: Given.kwargs) -> Found:
        try:
            return work(*given, **named)
        except UserError as error:
            raise Error(error) from error

    return run
