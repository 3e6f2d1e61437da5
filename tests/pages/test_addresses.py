"""Whatever stands in an address, a page tells it in a sentence or begins as without it."""

import pytest

PAGES = ("", "forecast", "sentiment", "memory", "experiments", "compare", "inside", "learn", "judge", "sweep")
NAMES = (
    "runs columns experiment target tab setup output origin text row way first at cell unit view initializer "
    "bias about base sweep problem lang horizon lookback units updates cells covariates seeds class"
).split()
VALUES = {  # as Streamlit hands them on: half a million letters in all, no halves of surrogates
    "deep": "[" * 12_000, "objects": '{"task":' * 1_500, "long": "x" * 12_000, "digits": "9" * 5_000,
    "raised": "²", "minus": "-1", "infinite": "Infinity", "nan": "NaN", "zero": "a\0b", "none": "null",
    "turned": "\u202egpj.exe", "commas": "," * 4_000, "script": "<script>x</script>", "list": "[1, {}]",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_no_address_breaks_a_page(page, name):
    broken = {}
    for kind, value in VALUES.items():
        shown = page(name, **dict.fromkeys(NAMES, value))
        if shown.exception:
            broken[kind] = [one.message for one in shown.exception]
    assert broken == {}


@pytest.mark.parametrize("kind", VALUES)
def test_a_setup_that_is_none_is_told_where_a_search_would_begin_with_it(page, kind):
    shown = page("sweep", base=VALUES[kind])
    assert not shown.exception and shown.error
