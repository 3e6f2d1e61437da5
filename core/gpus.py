"""How many GPUs there are, asked without loading TensorFlow."""

import subprocess
from functools import cache


@cache
def count_gpus() -> int:
    """NVIDIA GPUs that the driver lists."""
    try:
        listed = subprocess.run(
            ["nvidia-smi", "-L"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    return sum(line.startswith("GPU ") for line in listed.splitlines())
