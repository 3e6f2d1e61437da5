"""What Streamlit would answer and nobody here needs: figures on the process, and ways in for programs."""

import os
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from app.server.refusals import Refusal, refuse

METRICS = "/_stcore/metrics"
CLOSED = ("/_stcore/agent", "/_stcore/script-health-check")


class Closed:
    """Answers as if these addresses were not there; metrics only where the operator wants them."""

    def __init__(self, app: ASGIApp, *, metrics: bool | None = None) -> None:
        self.app = app
        self.closed = CLOSED if (_wanted() if metrics is None else metrics) else (METRICS, *CLOSED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else."""
        if scope["type"] in ("http", "websocket") and any(path in scope["path"] for path in self.closed):
            await refuse(Refusal(HTTPStatus.NOT_FOUND, "closed"), scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _wanted() -> bool:
    return os.environ.get("UNROLLED_METRICS") == "1"
