"""Functions as commands: their parameters as options, also those of several functions together."""

from collections.abc import Callable, Iterable
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

Again = Annotated[bool, typer.Option("--again", help="train anew what was done before")]
JsonOut = Annotated[Path | None, typer.Option("--json", help="file for the result; - is stdout")]
AGAIN = Parameter("again", Parameter.KEYWORD_ONLY, default=False, annotation=Again)
JSON_OUT = Parameter("json_out", Parameter.KEYWORD_ONLY, default=None, annotation=JsonOut)


def parameters(function: Callable[..., Any], handed: int = 0) -> list[Parameter]:
    """Of a function, without the first ones that are handed to it."""
    return list(signature(function, eval_str=True).parameters.values())[handed:]


def merged(many: Iterable[list[Parameter]]) -> list[Parameter]:
    """Those of several functions, each once; one that only a later function has follows the one before it."""
    found: list[Parameter] = []
    for some in many:
        place = 0
        for one in some:
            known = next((at for at, other in enumerate(found) if other.name == one.name), None)
            if known is None:
                found.insert(place, one)
            place = (place if known is None else known) + 1
    return found


def with_options(run: Callable[..., None], options: Iterable[Parameter], about: str | None) -> Any:
    """A function of keywords as Typer reads it: with these options, and its help."""
    own: Any = run  # Typer looks at the signature for defaults, at the annotations for types
    shown = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in options]
    own.__signature__ = signature(run).replace(parameters=shown)
    own.__annotations__ = {one.name: one.annotation for one in shown}
    own.__doc__ = about
    return own
