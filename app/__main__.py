"""`python -m app`: `streamlit run`, loading what the first page needs while the browser is still opening.

Streamlit imports a page's modules when the first visitor is already waiting for it; that took a second.
"""

import signal
import sys
import threading
from importlib import import_module
from pathlib import Path

import click
from streamlit.web import cli

from app.server.connections import guard

HOME = Path(__file__).resolve().parents[1] / "streamlit_app.py"


def main() -> None:
    """Serve the dashboard; options are those of `streamlit run`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # to be ended is no failure, whoever watches over it
    threading.Thread(target=import_module, args=("app.home",), daemon=True).start()
    guard()
    sys.argv = ["streamlit", "run", str(HOME), *sys.argv[1:]]
    try:
        cli.main(standalone_mode=False)
    except click.Abort:  # whoever pressed Ctrl-C wants it to end: nothing went wrong
        return
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
