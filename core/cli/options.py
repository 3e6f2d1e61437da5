"""Functions as commands: their parameters as options, also those of several functions together."""

from collections.abc import Callable, Iterable
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import UserError

Again = Annotated[bool, typer.Option("--again", help="train anew what was done before")]
JsonOut = Annotated[Path | None, typer.Option("--json", help="file for the result; - is stdout")]
AGAIN = Parameter("again", Parameter.KEYWORD_ONLY, default=False, annotation=Again)
Spec = Annotated[
    str | None,
    typer.Option("--spec", help="all settings at once: a spec.json, or plain: as they begin; with --set"),
]
Name = Annotated[str | None, typer.Option("--name", help="what the experiment is called")]
Log = Annotated[
    str | None,
    typer.Option("--log", help="also for tensorboard or mlflow, with a place: tensorboard:runs"),
]
LOG = Parameter("log", Parameter.KEYWORD_ONLY, default=None, annotation=Log)
SPEC = Parameter("spec", Parameter.KEYWORD_ONLY, default=None, annotation=Spec)
NAME = Parameter("name", Parameter.KEYWORD_ONLY, default=None, annotation=Name)
JSON_OUT = Parameter("json_out", Parameter.KEYWORD_ONLY, default=None, annotation=JsonOut)

CONTEXT = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)


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


def shared(own: list[Parameter], others: list[Parameter]) -> list[Parameter]:
    """Options of a command and of what it hands over to; of those that both have, it takes several files."""
    several = {one.name: one for one in others if _takes_several(one)}
    kept = [one if _takes_several(one) else several.get(one.name, one) for one in own]
    return merged([kept, others])


def is_given(ctx: typer.Context, name: str) -> bool:
    """Whether a person gave an option."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name not in ("DEFAULT", "DEFAULT_MAP")


def for_command(function: Callable[..., Any], options: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """Options as a function takes them: the first of several where it takes one.

    Raises:
        UserError: `option_not_here` for one that it does not know, where it was handed over to.
    """
    known = {one.name: one for one in parameters(function, 1)}
    if not own and (strange := [name for name in options if name not in known]):
        there = [_written(name) for name in known if name != "file"]
        raise UserError("option_not_here", options=[_written(name) for name in strange], known=there)
    return {
        name: (value or [None])[0] if isinstance(value, list) and not _takes_several(known[name]) else value
        for name, value in options.items()
        if name in known
    }


def _written(name: str) -> str:
    return f"--{name.strip('_').replace('_', '-')}"


def _takes_several(one: Parameter) -> bool:
    return "list[" in str(one.annotation)


def with_options(run: Callable[..., None], options: Iterable[Parameter], about: str | None) -> Any:
    """A function of keywords as Typer reads it: with these options, and its help."""
    own: Any = run  # Typer looks at the signature for defaults, at the annotations for types
    shown = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in options]
    own.__signature__ = signature(run).replace(parameters=shown)
    own.__annotations__ = {one.name: one.annotation for one in shown}
    own.__doc__ = about
    return own
