"""The process that serves the pages gives back what large files took."""

import subprocess
import sys

import pytest

# Some blocks are freed first: from then on glibc, left to itself, takes blocks of that size from its heap.
WORK = """
import numpy, psutil
from app.process import give_back_large_blocks
{first}
for _ in range(3): numpy.ones(500_000)
before = psutil.Process().memory_info().rss
pairs = [(numpy.ones(500_000), [bytearray(90_000) for _ in range(2)]) for _ in range(20)]
small = [blocks for _, blocks in pairs]
del pairs
print((psutil.Process().memory_info().rss - before) / 1e6)
"""


def megabytes_kept(first):
    done = subprocess.run([sys.executable, "-c", WORK.format(first=first)], capture_output=True, text=True)
    return float(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' memory is left to them")
def test_large_blocks_go_back_to_the_system():
    assert megabytes_kept("") > 40
    assert megabytes_kept("give_back_large_blocks()") < 20
