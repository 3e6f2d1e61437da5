"""What a tagger's script has at its top, beside what every script has."""

VECTORS = "vectors.txt"  # a word and its numbers in each line
VOCABULARY = 20000  # most numbers of words, padding and unknown words included
EMBEDDING = 32  # numbers per word
LETTER_EMBEDDING = 12  # numbers per letter
LETTER_UNITS = 16  # of the layer over a word's letters, each way
WORD_DROPOUT = 0.1  # share of the words read as unknown while training
SPATIAL_DROPOUT = 0.2  # share of a word's numbers silenced while training
OUTPUT_DROPOUT = 0.2  # the same of each hidden state, before the last layer
BATCH = 32  # sentences per weight update

# The tags, in the order in which the network answers.
TAGS = [
    "NOUN",
    "VERB",
]
