"""What is chosen as a script is written, and is no setting in it: any values will do here.

`core.takehome.recurrent` and `core.takehome.classifiers` make the choices for a run.
"""

FIRST_RECURRENT = "orthogonal"  # what recurrent weights begin with: "orthogonal", "glorot", "identity"
RECURRENT_INITIALIZER = "orthogonal"  # the same as Keras makes it
BIDIRECTIONAL = False
USE_CUDNN = False  # None: the layer does not ask
FORGET_BIAS = True  # None: the cell forgets nothing
CELL_BLOCKS = ("f", "n")
CELL_STATES = ("h",)
STATES_KEPT = ("h",)  # what the cell hands on
BIASES = 1  # bias vectors per block
POOLING = "max"  # of what tells classes: "last", "mean", "max", "attention"
STACK = "recurrent layers, a dense layer"  # such a network in words
CLASS_WEIGHTS = False
