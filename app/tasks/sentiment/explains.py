"""Which paragraph explains a number: by its table, and the key of its name in the locales."""

MISTAKES = {
    "column.text": "confusion",
    "column.truth": "confusion",
    "column.told": "confusion",
    "column.confidence": "calibration",
    "column.second": "calibration",
    "column.row": "split",
}
