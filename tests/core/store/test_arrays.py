"""Figures come back as they were kept, or are said to be damaged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arrays import pack, unpack
from core.errors import UserError

KEPT = {"test": np.arange(12.0).reshape(3, 4), "rows": np.arange(3)}


def test_arrays_come_back():
    for name, values in unpack(pack(KEPT)).items():
        np.testing.assert_array_equal(values, KEPT[name])


@given(st.binary(max_size=60))
def test_anything_else_is_damaged(body):
    with pytest.raises(UserError, match="figures_damaged"):
        unpack(body)


@given(st.integers(1, 200))
def test_a_part_of_them_is_damaged(missing):
    body = pack(KEPT)
    with pytest.raises(UserError, match="figures_damaged"):
        unpack(body[: max(len(body) - missing, 0)])
