"""What a forecast's script has at its top, beside what every script has."""

TARGET = "value"  # column to forecast
COVARIATES = ["other"]  # further columns to read
HORIZON = 5  # steps ahead
STEPS = 5  # steps the network answers with
LOOKBACK = 60  # rows the network sees
DAY = 24  # rows that are read as one step
SEASON = 12  # rows
LOST = 1  # rows at the beginning without a change
LOSS = "MeanSquaredError"  # a class of keras.losses
BATCH = 32  # windows per weight update
FOLDS_OF_UPDATES = 0  # that choose the updates; 0: the rows kept for it do

# Learning rates of the original run, each for so many looks.
RATES = [
    [0.005, 4],
]

# Row numbers, counted from the first value of the target. The order in time is
# train | choose the updates | widths of intervals (not used here) | test.
TRAIN_END = 350  # the backtest's scales and weights are fitted on the rows before
STOP_END = 400  # the rows up to here choose the updates
TEST_START = 450  # the rows from here on are forecast once
TEST_STRIDE = 1  # forecast from every row, or from every n-th of a long test
FOLDS = 1  # of the test; all is refitted before each
NEVER_NEGATIVE = [350, 450, 500]  # fitted before these rows

# The times of the steps after the last row.
AHEAD = [
    "2026-01-01",
]

REACH = 5  # steps after each one whose holidays are told

# Public holidays.
HOLIDAYS = [
    "2026-01-01",
]
