"""`export $(python -m core.engine.environment)`: what a Dask worker's process has to begin with.

Our own workers get it from the engine; those of a cluster are started by whoever runs it.
"""

from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT


def main() -> None:
    """Print the variables, one a line."""
    for name, value in (WORKER_ENVIRONMENT | ALLOCATOR | {"PYTHONHASHSEED": "0"}).items():
        print(f"{name}={value}")


if __name__ == "__main__":
    main()
