"""`python -m core sweep …`: many settings, one winner."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.command_line import FAILED, STOPPED, exit_codes, told_as_json
from core.cli.options import JSON_OUT, merged, parameters, with_options
from core.cli.remarks import say
from core.cli.sweep_terminal import show_sweep, watching_trials
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.sweeps.api import sweep as run_sweep
from core.sweeps.spec import SweepSpec, numbers, suggested
from core.tasks.command import Sweepable
from core.tasks.options import USUAL_CELLS, Cells, given, names
from core.words.english import sentence


def sweeping(of: Mapping[str, Sweepable]) -> Callable[..., None]:
    """The command `sweep`, with the options of all tasks that can be swept; the first is the usual one."""
    begins = {name: parameters(one.begin, 2) for name, one in of.items()}
    search, usual = parameters(_search, 1), next(iter(of))

    def run(*, task: str, json_out: Path | None, **options: Any) -> None:
        def chosen(some: list[Parameter]) -> dict[str, Any]:
            return {one.name: options[one.name] for one in some}

        with exit_codes(json_out):
            if task not in of:
                raise UserError("unknown_task", name=task, known=list(of))
            store = Store()
            data, base = of[task].begin(say, store, **chosen(begins[task]))
            spec = _search(base, **chosen(search))
            with watching_trials(sys.stderr) as watch:
                result = run_sweep(data, spec, store=store, watch=watch)
        _end(result, json_out)

    sources, settings = (merged(_named(each, named) for each in begins.values()) for named in (False, True))
    about = "; ".join(f"{name} {one.data}".strip() for name, one in of.items())
    options = [*sources, _task(usual, about), *settings, *search, JSON_OUT]
    return with_options(run, options, _search.__doc__)


def _task(usual: str, about: str) -> Parameter:
    kind = Annotated[str, typer.Option(help=about)]
    return Parameter("task", Parameter.KEYWORD_ONLY, default=usual, annotation=kind)


def _named(options: list[Parameter], named: bool) -> list[Parameter]:
    """Those before a function's star, or those behind it."""
    return [one for one in options if (one.kind is Parameter.KEYWORD_ONLY) == named]


def _search(
    base: ExperimentSpec,
    cells: Cells = USUAL_CELLS,
    units: Annotated[str | None, typer.Option(help="numbers in the hidden state, e.g. 16,32")] = None,
    layers: Annotated[str | None, typer.Option(help="numbers of recurrent layers, e.g. 1,2")] = None,
    lookback: Annotated[str | None, typer.Option(help="steps that are seen; words of a text")] = None,
    rate: Annotated[str | None, typer.Option(help="learning rates, e.g. 0.002,0.005")] = None,
    seeds: Annotated[int, typer.Option(help="trainings per setting")] = 3,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    sampler: Annotated[str, typer.Option(help="grid, random or tpe")] = "grid",
    between: Annotated[bool, typer.Option(help="random, tpe: numbers between those given, too")] = False,
    budget: Annotated[int, typer.Option(help="random, tpe: settings to try")] = 20,
    minutes: Annotated[int, typer.Option(help="begin no setting after so many; 0: no limit")] = 0,
    seed: Annotated[int, typer.Option(help="of the sampler")] = 1,
) -> SweepSpec:
    """Try many settings, choose one on validation rows, and score that one on test, once."""
    dimensions = {"units": units, "layers": layers, "lookback": lookback, "learning_rate": rate}
    base = replace(base, training=replace(base.training, **given({"updates": updates})))
    varied: dict[str, Any] = {
        name: numbers(name, text) for name, text in dimensions.items() if text is not None
    }
    return replace(
        suggested(base), **varied, cells=names(cells), seeds=seeds, sampler=sampler, between=between,
        budget=budget, minutes=minutes, seed=seed,
    )  # fmt: skip


def _end(result: dict[str, Any], json_out: Path | None) -> None:
    if not told_as_json(result, json_out):
        show_sweep(result, sys.stdout)
    if result["state"] == "stopped":
        raise typer.Exit(STOPPED)
    if result["scored"] is None:
        if error := result["error"]:
            typer.echo(sentence(UserError(error["key"], **error["facts"])), err=True)
        raise typer.Exit(FAILED)
