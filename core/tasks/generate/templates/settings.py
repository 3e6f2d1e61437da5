"""What a script that writes on has at its top, beside what every script has."""

WINDOW = 64  # characters, words or items that gradients go back through; states go on further
FEWEST = 2  # times that one must stand in the training part to be known
VOCABULARY = 5000  # words or items that are known at most
EMBEDDING = 64  # numbers that each is read by
OUTPUT_DROPOUT = 0.0  # share of the last hidden state silenced while training
VALIDATION_SHARE = 0.1  # of the text, before its end
TEST_SHARE = 0.1  # of the text, its end
BATCH = 32  # streams of the text that are read side by side
