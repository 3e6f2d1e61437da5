"""What every script has at its top: a line for each setting, with what it means."""

# Settings: change them, say TRAIN = True, and run again.
FILE = "data.csv"  # lies beside this script
CELL = "LSTM"  # a class of keras.layers
UNITS = 32  # numbers in the hidden state
LAYERS = 1  # recurrent layers
ACTIVATION = "tanh"  # of the hidden state
DROPOUT = 0.0  # share of inputs silenced while training
L2 = 0.0  # penalty on large weights
OUTPUT_DROPOUT = 0.3  # the same before the last layer
OPTIMIZER = "Adam"  # a class of keras.optimizers
LEARNING_RATE = 0.005  # size of a weight update
HALVE_AFTER = 0  # looks without a better validation loss; 0: the rate is constant
CLIPNORM = 1.0  # longest gradient allowed
LABEL_SMOOTHING = 0.0  # share of certainty that the answers give up
BATCH = 32  # examples per weight update
UPDATES = 3000  # at most
CHECK = 25  # updates between two looks at the validation loss
PATIENCE = 400  # updates to wait for a better validation loss
LEAST = 0  # updates before that may end it
WEIGHTS = "network.weights.h5"  # of the original run; lies beside this script
TRAIN = False  # True: trains anew from the seed, as after a change of settings
SEED = 1  # of the first weights and of the shuffling
BEST_UPDATES = 100  # after which the original run was best

# The classes, in the order in which the network answers.
CLASSES = [
    "negative",
    "positive",
]
