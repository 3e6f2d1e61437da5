"""What is chosen as a script that writes on is written, and is no setting in it: any values will do here.

`core.tasks.generate.script` makes the choices for a run.
"""

UNIT = "characters"  # what is told: "characters", "words" or "items"
TIES = True  # answers are weighed by the embedding
STATE_COUNT = 2  # that a layer hands on
FIRST_PLACES = 20  # among which an item has to be
LOOKED_BACK = 50  # items of a session that are read
