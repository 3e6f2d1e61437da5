"""`python -m app`: `streamlit run`, loading what the first page needs while the browser is still opening.

Streamlit imports a page's modules when the first visitor is already waiting for it; that took a second.
"""

import sys
import threading
from importlib import import_module
from pathlib import Path

from streamlit.web import cli

HOME = Path(__file__).resolve().parents[1] / "streamlit_app.py"


def main() -> None:
    """Serve the dashboard; options are those of `streamlit run`."""
    threading.Thread(target=import_module, args=("app.components.home",), daemon=True).start()
    sys.argv = ["streamlit", "run", str(HOME), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
