"""What is chosen as a translator's script is written, and is no setting in it: any values will do here.

`core.tasks.translate.script` makes the choices for a run.
"""

ATTENTION = "luong"  # "none", "luong", "bahdanau"
OPEN = True  # forget gates begin open
SAMPLED = True  # some words before are those that the network told
LOWER = True  # sentences are compared in small letters
WORDS = True  # translations are cut into words, not into characters
POOL = 24  # batches that are sorted by length together
STEP = 1  # batches are as long as multiples of it
