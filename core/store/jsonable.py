"""Results as data that JSON can hold."""

from typing import Any

import pandas as pd


def plain(value: Any) -> Any:
    """Arrays as lists, time stamps as ISO text, numpy numbers as numbers."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return value
