"""What is chosen as the script of many series is written, and is no setting in it: any values will do here.

`core.tasks.panel.script` makes the choices for a run.
"""

LOGARITHM = True  # windows are scaled by shares of their mean, in logarithms
REPEATS = True  # forecasts begin as the season before
BY_BLOCKS = False  # several rows are read as one step
WAVED = True  # seasons are told by sine and cosine
WITHIN = False  # which of the shorter seasons within the longest one is told too
PLACED = True  # the place in the season is told one by one
PLANNED = True  # anything is known ahead: columns, or public holidays
DECODED = True  # a decoder reads what is known ahead, step by step
NAMED = True  # columns are
FREE = False  # public holidays are
SEEN = False  # columns are known up to the present
GROUPED = False  # series have categories
BESIDE = True  # anything is told of an origin and its series
TOGETHER = True  # series are cut at common times; else each at its own end
SQUARED = False  # demand comes now and then: errors are squared
