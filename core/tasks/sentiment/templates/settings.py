"""What a classifier's script has at its top, beside what every script has."""

VECTORS = "vectors.txt"  # a word and its numbers in each line
VOCABULARY = 20000  # most numbers of words, padding and unknown words included
LONGEST = 200  # words; of longer texts the KEEP is read
EMBEDDING = 64  # numbers per word
WORD_DROPOUT = 0.3  # share of the words silenced while training
SPATIAL_DROPOUT = 0.2  # share of the embedding silenced while training
OUTPUT_DROPOUT = 0.3  # the same before the last layer
BATCH = 32  # texts per weight update
