"""Commands that tasks have of their own: to train and show what came of it, and to answer."""

import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from core.cli.command_line import FAILED, STDOUT, STOPPED, exit_codes, told_as_json
from core.cli.options import (
    AGAIN,
    CONTEXT,
    JSON_OUT,
    LOG,
    NAME,
    SPEC,
    for_command,
    is_given,
    parameters,
    shared,
    with_options,
)
from core.cli.remarks import say
from core.cli.terminal import show, watching
from core.cli.whole_spec import whole_spec
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.command import Command, Result
from core.tasks.logged import log_experiment, log_of
from core.tasks.logged_once import log_ended
from core.words.english import failure


def commands() -> dict[str, Command]:
    """What each task is on the command line, of those that are there."""
    rows = {name: import_module(task.command) for name, task in TASKS.items() if task.command}
    return {name: row.COMMAND for name, row in rows.items()}


def training(command: Command, other: Command | None = None) -> Callable[..., None]:
    """The command that bears the task's name: train, compare, and show what was found.

    Args:
        other: What it hands over to, where such options are given.
    """
    own = parameters(command.work, 1)
    shown = own if other is None else shared(own, parameters(other.work, 1))

    def run(
        *, ctx: typer.Context, spec: str | None, name: str | None, log: str | None, again: bool,
        json_out: Path | None, **options: Any,
    ) -> None:  # fmt: skip
        with exit_codes(json_out):
            given = {one: options[one] for one in options if is_given(ctx, one)}
            chosen = other if other and other.instead and other.instead.wanted(given) else command
            fitting = for_command(chosen.work, options if chosen is command else given, own=chosen is command)
            whole = whole_spec(chosen.task, spec, given, fitting)
            logs, work = log_of(log), chosen.work(say, **fitting)
            with watching(sys.stderr) as watch:
                result = work(watch=watch, again=again, name=name, spec=whole)
            if log:
                log_experiment(Store(), result["experiment"], logs)
            else:
                log_ended(Store(), result["experiment"])
        _tell(chosen, result, json_out)

    return with_options(run, [CONTEXT, *shown, SPEC, NAME, LOG, AGAIN, JSON_OUT], command.work.__doc__)


def answering(answer: Callable[..., Result]) -> Callable[..., None]:
    """A command that tells its result as JSON, on the terminal too."""

    def run(*, json_out: Path | None, **options: Any) -> None:
        with exit_codes(json_out):
            result = answer(**options)
        told_as_json(result, json_out or STDOUT)

    return with_options(run, [*parameters(answer), JSON_OUT], answer.__doc__)


def _tell(command: Command, result: Result, json_out: Path | None) -> None:
    if "done_before" in result:
        when = datetime.fromtimestamp(result["done_before"]).astimezone().strftime("%Y-%m-%d %H:%M UTC%z")
        typer.echo(f"Done before, {when}: this is the stored result. --again trains anew.", err=True)
    lines = list(command.lines(result))
    if not told_as_json(result, json_out):
        show(lines, sys.stdout)
    if "cancelled" in {run["state"] for run in result["runs"]}:
        raise typer.Exit(STOPPED)
    if not lines:
        errors = [run["error"] for run in result["runs"] if run["error"]]
        if errors:
            typer.echo(failure(errors[0], result["spec"]), err=True)
        raise typer.Exit(FAILED)
