"""Text of a classifier's take-home script, second half: the network, its training, what it tells.

What it shares with the script of a forecast is in `core.takehome.training`.
"""

MAXIMUM = '''
class MaxPooling(keras.layers.Layer):
    """The largest value of each unit over all steps before the text's end."""

    supports_masking = True

    def call(self, states, mask=None):
        return ops.max(ops.where(mask[..., None], states, -1e9), axis=1)

    def compute_mask(self, states, mask=None):
        """None: no steps are left that could be masked."""
'''

ATTENTION = '''
class AttentionPooling(keras.layers.Layer):
    """The mean of the hidden states, each weighted by a learnt score (Yang et al. 2016, with one vector)."""

    supports_masking = True

    def __init__(self, seed):
        super().__init__()
        self.seed = seed

    def build(self, shape):
        glorot = keras.initializers.GlorotUniform(seed=self.seed)
        self.score = self.add_weight(shape=(shape[-1], 1), initializer=glorot)

    def call(self, states, mask=None):
        scores = ops.matmul(ops.tanh(states), self.score)
        scores = ops.where(mask[..., None], scores, -1e9)  # nothing after the text's end counts
        return ops.sum(states * ops.softmax(scores, axis=1), axis=1)

    def compute_mask(self, states, mask=None):
        """None: no steps are left that could be masked."""

    def load_own_variables(self, store):
        """The app keeps the scores as a vector."""
        self.score.assign(np.reshape(store["0"], (-1, 1)))
'''

POOLING = {"max": MAXIMUM, "attention": ATTENTION}  # layers that Keras does not have

POOLED = {  # by the pooling
    "last": "",
    "mean": "    stack.append(keras.layers.GlobalAveragePooling1D())  # skips what is masked\n",
    "max": "    stack.append(MaxPooling())\n",
    "attention": "    stack.append(AttentionPooling(seed=next(seeds)))\n",
}

ABOUT = {
    "last": "",
    "mean": " the mean over all steps,",
    "max": " the maximum over all steps,",
    "attention": " attention over all steps,",
}

LAST_STATE = """
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
"""

EVERY_STATE = """
    for _ in range(LAYERS):
        every_step = True  # the pooling reads them all
"""

BUILD = '''
def build(words):
    """Embedding, recurrent layers,<<about>> a dense layer.

    The mask of the embedding tells the other layers where a text has ended.
    """
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    stack = [
        keras.Input((None,), dtype="int32"),
        <<embedding>>(words, EMBEDDING, embeddings_initializer=uniform, mask_zero=True),
<<word_dropout>>
        keras.layers.SpatialDropout1D(SPATIAL_DROPOUT, seed=next(seeds)),
    ]
<<loop>>
<<layer>>
<<pooling>>
    stack.append(keras.layers.Dropout(OUTPUT_DROPOUT, seed=next(seeds)))
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    stack.append(keras.layers.Dense(len(CLASSES), kernel_initializer=glorot))
    network = keras.Sequential(stack)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=LABEL_SMOOTHING)
<<compile>>
    return network
'''

CLASS_WEIGHTS = '''
def class_weights(labels):
    """What an error on each class has to count so that rare classes weigh as much as frequent ones."""
    counts = np.bincount(labels, minlength=len(CLASSES))
    return (counts.sum() / (len(CLASSES) * counts)).astype(np.float32)
'''

EXAMPLES = """
    fit, choose = blocks["train"], blocks["validation"]
    answers = np.eye(len(CLASSES), dtype=np.float32)[labels]
"""

WEIGHTS = """
    weight = class_weights(labels[fit])
"""

LOGITS = '''
def logits(network, batch, lengths, rows):
    """What the network says of each text, shape (texts, classes), before it becomes probabilities."""
    order = np.argsort(lengths[rows], kind="stable")
    parts = np.split(rows[order], np.arange(BATCH, len(rows), BATCH))
    told = np.concatenate([network.predict_on_batch(batch(part)) for part in parts])
    return told[np.argsort(order)]


def probabilities(logits):
    """Softmax, in double precision."""
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
'''

MAIN = '''
def main():
    texts, labels, blocks = read()
    cut = [words(text) for text in texts]
    numbers = vocabulary([cut[row] for row in blocks["train"]])
    table, lengths = encode(cut, numbers)
    widths = usual_widths(lengths[blocks["train"]])

    def batch(rows):
        """The numbers of some texts, cut to the longest of them or to the next usual width."""
        longest = lengths[rows].max()
        return table[rows, : next((width for width in widths if width >= longest), longest)]

    keras.utils.set_random_seed(SEED)
    network = build(words=len(numbers) + 2)
<<begin>>
    fitted(network, batch, lengths, labels, blocks)

    test = blocks["test"]
    found, truth = probabilities(logits(network, batch, lengths, test)), labels[test]
    given = found[np.arange(len(test)), truth].clip(min=1e-15)
    print(f"test accuracy {np.mean(found.argmax(axis=1) == truth):.10g}")
    print(f"test log loss {-np.log(given).mean():.10g}")

    path = Path(__file__).with_suffix(".predictions.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["row", "label", "told", *(f"p {name}" for name in CLASSES)])
        for row, label, row_found in zip(test, truth, found, strict=True):
            table.writerow([row, CLASSES[label], CLASSES[row_found.argmax()], *row_found])
    print(f"predictions are in {path.name}")


if __name__ == "__main__":
    main()
'''
