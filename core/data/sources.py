"""The one table of where series come from: a source is a module that loads it, and a row here.

Rows are light: a module is imported once its source is asked for. Pages draw a line and a button for a source
that has no fields of its own, the command line has an option of its name; its words are `source.<name>`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from core.data.choices import AS_FOUND, Choices
from core.data.frame import Dataset
from core.errors import UserError


@dataclass(frozen=True)
class Asked:
    """What a person names, and what belongs to it."""

    name: str  # a path, a symbol, a sample
    cache: Path  # folder for copies of what is fetched
    choices: Choices = AS_FOUND  # how a file is read
    target: str | None = None  # suggested; None chooses one


@dataclass(frozen=True)
class Source:
    """Where series come from."""

    name: str  # in addresses and words
    load: str | None  # dotted: from `Asked` to a data set; None of what only pages can ask for
    option: str = ""  # what is typed for it on the command line; "" where there is no option of its name

    def of(self, asked: Asked) -> Dataset:
        """Load a series; raises whatever is wrong with what was named."""
        module, _, function = (self.load or "").rpartition(".")
        load: Callable[[Asked], Dataset] = getattr(import_module(module), function)
        return load(asked)


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source("sample", "core.data.samples.load", "a sample that needs no network, e.g. chaotic"),
        Source("ticker", "core.data.tickers.load", "Yahoo symbol, e.g. AAPL"),
        Source("file", "core.data.reading.load"),
        Source("paste", None),
    )
}


def named_source(given: dict[str, str | None]) -> tuple[Source, str]:
    """The one source that is named, and what is wanted of it.

    Raises:
        UserError: `one_source_wanted` where none is named, or several are.
    """
    named = [(SOURCES[source], name) for source, name in given.items() if name is not None]
    if len(named) != 1:
        raise UserError("one_source_wanted")
    return named[0]
