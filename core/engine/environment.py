"""What a process that trains has to begin with: variables, and the library that computes.

Our own workers get the variables from the engine; those of a cluster are started by whoever runs it:
`export $(python -m core.engine.environment)`.
"""

import os
from importlib.util import find_spec

from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT
from core.errors import UserError

BACKEND = "KERAS_BACKEND"  # tensorflow, torch or jax; Keras reads it as it is imported, and we ask Keras


def require_backend() -> None:
    """Find out at once, and without importing it, that the library that should compute is not there.

    On a cluster that others run it is their workers' affair.

    Raises:
        UserError: `backend_missing`, with what was chosen.
    """
    chosen = os.environ.get(BACKEND) or "tensorflow"
    if find_spec(chosen) is None and not os.environ.get("UNROLLED_SCHEDULER"):
        raise UserError("backend_missing", backend=chosen)


def main() -> None:
    """Print the variables, one a line."""
    for name, value in (WORKER_ENVIRONMENT | ALLOCATOR | {"PYTHONHASHSEED": "0"}).items():
        print(f"{name}={value}")


if __name__ == "__main__":
    main()
