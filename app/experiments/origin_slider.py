"""The slider over the origins that methods were judged on."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st


def origin_slider(
    label: str, times: pd.Index, told: Callable[[Any], str], *, key: str, first: int | None = None
) -> int:
    """Let the person choose an origin; without a choice where there is only one.

    Args:
        times: Of the origins.
        told: A time in words.
        first: Place of the one to begin with; the one in the middle unless another is asked for.

    Returns:
        The place of the origin.
    """
    place = len(times) // 2 if first is None else first
    if len(times) > 1:
        place = st.select_slider(
            label, range(len(times)), place, format_func=lambda at: told(times[at]), key=key
        )
    return place
