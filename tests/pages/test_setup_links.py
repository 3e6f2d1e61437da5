"""Every setup is wholly in its address: whoever opens it finds each field as it was left."""

import pytest

from app.tasks import VIEWS

FIELDS = {"seeds": 2, "units": 7, "batch": 16, "updates": 150}
KINDS = ("number_input", "selectbox", "toggle", "multiselect", "pills", "segmented_control", "slider")


def left(shown):
    """Every field of a setup, by its key, without those that a page draws beside it."""
    fields = [one for kind in KINDS for one in getattr(shown, kind)]
    return {one.key: one.value for one in fields if one.key and one.key.startswith("setup.")}


@pytest.mark.parametrize("name", VIEWS)
def test_a_setup_is_wholly_in_its_address(page, name):
    shown = page(name)
    changed = [
        field.set_value(FIELDS[part])
        for field in shown.number_input
        if field.key.startswith("setup.") and (part := field.key.rsplit(".", 1)[-1]) in FIELDS
    ]
    assert len(changed) >= 2
    for field in shown.toggle:
        if field.key and field.key.startswith("setup.") and not field.disabled:
            field.set_value(not field.value)
    shown.run()
    assert not shown.exception and not shown.error
    again = page(name, **{key: value for key, value in shown.query_params.items()})
    assert left(again) == left(shown) != left(page(name))
