"""What is chosen as a tagger's script is written, and is no setting in it: any values will do here.

`core.tasks.tag.script` makes the choices for a run.
"""

LETTERS_READ = True  # beside the words
BEGINS_WITH_VECTORS = True  # the embedding
SPANS = True  # the tags are BIO
FIELD = True  # a conditional random field over the tags of a sentence
EVERY, FIRST, LAST = 16, 6, 10  # letters of a word that are read; of a longer one its first and last ones
RARE = 3  # times that a letter has to stand in the training words
POOL = 24  # batches that are sorted by length together
STEP, WIDE, WIDE_STEP = 4, 32, 16  # of `core.tasks.tag.trainer`
