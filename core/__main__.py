"""`python -m core …`: see `core.cli`."""

from core.cli.command_line import run
from core.cli.main import program

if __name__ == "__main__":
    run(program())
