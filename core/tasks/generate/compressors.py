"""Three compressors on the held-out text, for scale: what it adds to the compressed training text."""

import bz2
import lzma
import zlib
from collections.abc import Callable

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "zlib": lambda body: zlib.compress(body, 9),
    "bz2": lambda body: bz2.compress(body, 9),
    "lzma": lambda body: lzma.compress(body, preset=9),
}


def compressed_bits(known: str, held_out: str) -> dict[str, float]:
    """Bits per character: 8 · (bytes of both together compressed, less bytes of the known one) / characters.

    zlib looks back over 32 KB only; all three read UTF-8.
    """
    before, both = known.encode("utf-8", "replace"), (known + held_out).encode("utf-8", "replace")
    return {
        name: 8 * (len(compress(both)) - len(compress(before))) / len(held_out)
        for name, compress in COMPRESSORS.items()
    }
