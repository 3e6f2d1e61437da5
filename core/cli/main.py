"""The program `python -m core`: a command for each task that has one, and those that all of them share."""

import typer

from core.cli.store_command import store
from core.cli.sweep_command import sweeping
from core.cli.task_commands import answering, commands, training


def program() -> typer.Typer:
    """The commands as the table of tasks has them."""
    own = commands()
    app = typer.Typer(
        add_completion=False, no_args_is_help=True, help="Train RNN, LSTM and GRU side by side."
    )
    app.callback()(main)
    app.command("sweep")(sweeping({name: one.sweepable for name, one in own.items() if one.sweepable}))
    handed = {one.instead.of: one for one in own.values() if one.instead}
    for one in own.values():
        for name, answer in one.answers.items():
            app.command(name)(answering(answer))
    app.command()(store)
    for name, one in own.items():
        app.command(name)(training(one, handed.get(name)))
    return app


def main() -> None:
    """Unrolled on the command line; it shares its store with the dashboard."""
