"""What is chosen as a forecast's script is written, and is no setting in it: any values will do here.

`core.tasks.forecast.script` makes the choices for a run.
"""

TRANSFORM = "levels"  # a name of `core.tasks.forecast.transforms`, as it was settled
WINDOW_SCALING = "none"  # "none", "last", "mean"
STRATEGY = "direct"  # "direct", "recursive"
LEVEL_TOO = False  # values are read beside their changes
CALENDAR = False  # is read
HOURS_A_DAY = 24  # None: the calendar has no hours
DAYS_A_WEEK = 7  # None: it has no days of the week
YEARS = 1  # None: it has no days of the year
PUBLIC_HOLIDAYS = False  # are read
WITHIN_DAYS = False  # a day has several rows
READS_DAYS = False  # a step is a day of rows
GAPLESS = True  # every value was measured
ENDS_AT_ZERO = False  # some forecasts do, since the quantity cannot be negative
OTHERS = False  # further columns are read
DATED = True  # rows have times
PYTORCH = False  # instead of Keras, with kept networks
NOTEBOOK = False  # nobody names a file behind the script
