"""What a translator's script has at its top, beside what every script has."""

VOCABULARY = 10000  # most numbers of words of each side, padding and unknown words included
EMBEDDING = 128  # numbers per word
OUTPUT_DROPOUT = 0.2  # share of what words are told from silenced while training
SAMPLING = 0.0  # share of the words before that are those the network told itself
LABEL_SMOOTHING = 0.0  # share of certainty that the answers give up
BEAM = 4  # translations that are followed side by side
LENGTH_NORM = 1.0  # log-probabilities are divided by length to this power
BLEU_CUT = "13a"  # how BLEU cuts sentences
BATCH = 32  # pairs per weight update
