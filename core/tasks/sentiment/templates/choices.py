"""What is chosen as a classifier's script is written, and is no setting in it: any values will do here.

`core.tasks.sentiment.script` makes the choices for a run.
"""

import keras

HOLDS_CHINESE = True
TOKENIZER = "words"  # of Chinese: "words", "characters"
CHINESE_WORDS = "jieba's words"  # what becomes of Chinese, in words
KEEP = "start"  # of a text that is too long: "start", "end"
EMBEDDING_LAYER = keras.layers.Embedding
BEGINS_WITH = "random"  # what the embedding begins with: "random", "ratios", "vectors"
PAIRS = False  # of words are read
UNSEEN_SIGNS, MORE_UNSEEN_SIGNS, CELL_ENDS, FORMULA_SIGNS = "", "", "", ""  # of `core.takehome.spreadsheets`
TEXTS_ADDED, RATIO_SCALE, FEWEST_TEXTS = 1, 1.0, 2  # of `core.text.ratios`
PAIR_PLACES, PAIR_FIRST, PAIR_SECOND = 2, 1, 1  # likewise
