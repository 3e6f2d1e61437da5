"""What the script of many series has at its top, beside what every script has."""

TARGET = "value"  # column to forecast
KNOWN = ["price"]  # columns known ahead
PAST = ["visitors"]  # columns known up to the present

# What a series is told by: a column, and one of its categories.
CATEGORIES = [
    ["region", "north"],
]

HORIZON = 7  # steps ahead
LOOKBACK = 28  # rows the network sees
BLOCK = 24  # rows that are read as one step
SEASON = 7  # rows; 1: none
PERIODS = [7, 365]  # rows in the seasons that are told by sine and cosine
LOSS = "MeanAbsoluteError"  # a class of keras.losses
BATCH = 128  # windows per weight update

# From so many rows before the end the network is judged: to choose the updates, then once.
VALIDATION = [70, 63, 56]
TEST = [14, 7]

# Networks whose forecasts are averaged, and their learning rates, each for so many looks: seed, rate, looks.
SEEDS = [1, 2, 3]
RATES = [
    [1, 0.003, 8],
]

# Public holidays.
HOLIDAYS = [
    "2026-01-01",
]

# The times after the last one of the file.
AHEAD = [
    "2026-01-01",
]
