"""Train one recurrent network to classify whole series, and check it on series it has never seen.

It does what the app did for one cell and one seed: same series, same scale, same network, same seed, same
order of the series.
"""

import keras

from core.takehome.templates.batches import batches_of
from core.takehome.templates.class_training import fitted
from core.takehome.templates.classes import logits, probabilities, report
from core.takehome.templates.settings import SEED
from core.tasks.classify.templates.network import build
from core.tasks.classify.templates.reading import encode, read, scaled


def main():
    series, labels, blocks = read()
    fit, test = blocks["train"], blocks["test"]
    table, lengths = encode(scaled(series, fit))
    batch = batches_of(table, lengths, fit)

    keras.utils.set_random_seed(SEED)
    network = build(columns=series[0].shape[1])
    fitted(network, batch, lengths, labels, blocks)
    report(test, labels[test], probabilities(logits(network, batch, lengths, test)))


if __name__ == "__main__":
    main()
