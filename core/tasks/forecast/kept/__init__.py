"""Networks of a forecast as a file that is kept: taken away to plain Keras, and brought back."""

FORMAT, VERSION = "unrolled networks", 1  # what a file says it is; a later version says a higher number
PREPARATION = "preparation.json"
