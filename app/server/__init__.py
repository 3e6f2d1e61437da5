"""The door of the pages' process: what every request passes before Streamlit sees it.

One list, outermost first. Each module holds one middleware, which refuses or adds one kind of thing;
`streamlit_app.py` hands the list to Streamlit, whichever way it was started.
"""

from starlette.middleware import Middleware

from app.server.bodies import Bodies
from app.server.browser_key import BrowserKey
from app.server.closed import Closed
from app.server.headers import Headers
from app.server.hosts import Hosts
from app.server.opening import opening
from app.server.origins import Origins
from app.server.resuming import Resuming
from app.server.sockets import Sockets
from app.server.uploads import Uploads

__all__ = ["middlewares", "opening"]


def middlewares() -> list[Middleware]:
    """What wraps Streamlit, in the order in which a request passes it."""
    return [
        Middleware(Headers),  # outermost, so that refusals carry them as well
        Middleware(Hosts),  # before anything is told or kept about who asks
        Middleware(Origins),  # beside the name the port
        Middleware(Closed),
        Middleware(Bodies),  # what nobody reads is not waited for; those below find a size that is told
        Middleware(Sockets),
        Middleware(Resuming),  # for those that Sockets lets in
        Middleware(BrowserKey),  # for nobody who is refused
        Middleware(Uploads),  # innermost: what passes here is kept
    ]
