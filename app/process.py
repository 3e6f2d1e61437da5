"""What keeps the process that serves the pages quick and small."""

import ctypes
import gc
import sys

import streamlit as st

MMAP_THRESHOLD = -3  # of mallopt(3)
LARGE_BYTES = 1_000_000


@st.cache_resource(show_spinner=False)
def keep_modules(name: str) -> None:
    """Take what a page has imported out of the garbage collector's sight.

    Streamlit collects after every run of a script or a fragment; looking through all that plotly and pandas
    consist of, which never goes, took 50 ms each time.
    """
    gc.freeze()


@st.cache_resource(show_spinner=False)
def give_back_large_blocks() -> None:
    """Have the memory of a large file go back to the system with the file (glibc; elsewhere nothing is done).

    Left to itself, glibc takes such blocks from its heap as soon as a few of them have been freed, and what
    comes to lie above them keeps them: a file of 190,000 rows opened three times left 25 MB more.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(MMAP_THRESHOLD, LARGE_BYTES)
