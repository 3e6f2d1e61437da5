"""The program `unrolled`: the dashboard, and all that `python -m core` knows."""

import os
import sys
from importlib import import_module

import unrolled

ELSEWHERE = {"serve": ("app.serve", "serve"), "engine": ("core.engine.__main__", "main")}
HELP = """unrolled                   opens the dashboard; options are those of `streamlit run`
unrolled serve             serves it to a class or a team (docs/serving.md)
unrolled engine            runs a training engine of its own
"""


def main() -> None:
    """Run what the first word says; no word, or an option, opens the dashboard."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word in ELSEWHERE:
        module, function = ELSEWHERE[word]
        del sys.argv[1]
        _beside_its_settings(word)
        getattr(import_module(module), function)()
    elif word in ("--version", "-V"):
        print(import_module("importlib.metadata").version("unrolled"))
    elif word and (word in ("--help", "-h") or not word.startswith("-")):
        _command(word)
    else:
        _beside_its_settings("serve")
        import_module("app.__main__").main()


def _command(word: str) -> None:
    if word in ("--help", "-h"):
        print(HELP)
    line, program = import_module("core.cli.command_line"), import_module("core.cli.main").program()
    program.command()(import_module("unrolled.workbook").workbook)
    line.run(program)


def _beside_its_settings(word: str) -> None:
    """Streamlit looks for its settings in the folder that it is started in."""
    product = unrolled._PRODUCT
    if word == "serve" and product.is_dir():
        os.chdir(product)


if __name__ == "__main__":
    main()
