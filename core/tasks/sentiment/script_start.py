"""Text of a classifier's take-home script: what its embedding begins with, and reads of pairs."""

# What the embedding begins with, where that is not random numbers alone.
RATIOS = '''
def begin(network, table, labels, numbers):
    """Put how much each word speaks for each class into the first numbers of its vector.

    These are the log-count ratios of naive Bayes (Wang & Manning 2012, eq. 2): each word counts once per
    text, and some texts are added to every count. The network begins with what naive Bayes knows.
    """
    added = max(1.0, len(labels) / <<added>>)  # what hardly any text holds says little
    counts = np.full((len(numbers) + 2, len(CLASSES)), added)
    for row, label in zip(table, labels, strict=True):
        counts[np.unique(row), label] += 1
    counts = counts[2:]  # without padding and unknown words, which get 0
    others = counts.sum(axis=1, keepdims=True) - counts
    ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
    if len(CLASSES) == 2:
        ratios = ratios[:, 1:]  # the other is the negative
    weights, *_ = network.layers[0].get_weights()
    columns = min(ratios.shape[1], EMBEDDING)
    weights[:2, :columns] = 0
    weights[2:, :columns] = <<scale>> * ratios[:, :columns]
    network.layers[0].embeddings.assign(weights)
<<pairs>>
'''

# What is further put into an embedding that reads pairs.
PAIR_RATIOS = """
    counts = np.zeros((PLACES, len(CLASSES)))
    for row, label in zip(np.asarray(places(table)), labels, strict=True):
        counts[np.unique(row), label] += 1
    counts[0] = 0
    [kept] = np.nonzero(counts.sum(axis=1) >= <<fewest>>)  # fewer texts say too little
    counts = counts[kept] + added
    others = counts.sum(axis=1, keepdims=True) - counts
    ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
    pairs = np.zeros((PLACES, COLUMNS))
    pairs[kept] = ratios if len(CLASSES) > 2 else ratios[:, 1:]
    network.layers[0].pairs.assign(<<scale>> * pairs)
"""

PAIRS = '''
PLACES = <<places>>  # that pairs of words share; at 0 stands what is no pair
COLUMNS = len(CLASSES) if len(CLASSES) > 2 else 1


def places(numbers):
    """Where each word's pair with the word before stands; 0 beside unknown words and padding."""
    before = ops.pad(numbers[:, :-1], ((0, 0), (1, 0)))
    mixed = (before * <<first>> + numbers * <<second>> % (PLACES - 1)) % (PLACES - 1) + 1
    return ops.where(ops.logical_and(before > 1, numbers > 1), mixed, 0)


class PairEmbedding(keras.layers.Embedding):
    """Behind a word's vector stand fixed numbers: how much its pair speaks for each class."""

    def build(self, shape):
        super().build(shape)
        self.pairs = self.add_weight(shape=(PLACES, COLUMNS), initializer="zeros", trainable=False)

    def call(self, numbers):
        pairs = ops.take(self.pairs, places(ops.cast(numbers, "int32")), axis=0)
        return ops.concatenate([super().call(numbers), pairs], axis=-1)

    def compute_output_shape(self, shape):
        return (*shape, self.output_dim + COLUMNS)

    def load_own_variables(self, store):
        self.embeddings.assign(store["0"])
        self.pairs.assign(store["pairs"])
'''

VECTORS = '''
def begin(network, numbers):
    """Give the words that have a vector that vector; the others keep what they were given at random."""
    [weights] = network.layers[0].get_weights()
    with Path(__file__).with_name(VECTORS).open(encoding="utf-8") as file:
        for line in file:
            word, *vector = line.split()
            if word in numbers:
                weights[numbers[word]] = np.array(vector, dtype=np.float32)
    network.layers[0].set_weights([weights])
'''

_RATIOS_BEGIN = """
    fit = blocks["train"]
    begin(network, table[fit], labels[fit], numbers)
"""

BEGIN = {  # how `main` calls it
    "class_ratios": _RATIOS_BEGIN,
    "pair_ratios": _RATIOS_BEGIN,
    "vectors": """
    begin(network, numbers)
""",
    "random": "",
}
