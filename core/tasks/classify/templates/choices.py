"""What is chosen as the script of a classifier of series is written, and is no setting in it.

`core.tasks.classify.script` makes the choices for a run; any values will do here.
"""

FEWEST_STEPS = 2  # that are left where steps are averaged
FLAT = 1e-8  # deviation below which a column is only centred
EACH_ALONE = False  # series are scaled
