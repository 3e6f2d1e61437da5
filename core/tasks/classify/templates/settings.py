"""What the script of a classifier of series has at its top, beside what every script has."""

MOST_STEPS = 200  # of longer series, neighbouring steps are averaged
OUTPUT_DROPOUT = 0.4  # the same before the last layer
BATCH = 32  # series per weight update
