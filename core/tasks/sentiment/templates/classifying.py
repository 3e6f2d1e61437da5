"""Train one recurrent network to classify texts, and check it on texts it has never seen.

It does what the app did for one cell and one seed: same texts, same words, same network, same seed, same
order of the texts.
"""

import keras

from core.takehome.templates.batches import batches_of
from core.takehome.templates.class_training import fitted
from core.takehome.templates.classes import logits, probabilities, report
from core.takehome.templates.settings import SEED
from core.tasks.sentiment.templates.choices import BEGINS_WITH
from core.tasks.sentiment.templates.network import begin, build
from core.tasks.sentiment.templates.reading import encode, read, vocabulary, words


def main():
    texts, labels, blocks = read()
    cut = [words(text) for text in texts]
    fit, test = blocks["train"], blocks["test"]
    numbers = vocabulary([cut[row] for row in fit])
    table, lengths = encode(cut, numbers)
    batch = batches_of(table, lengths, fit)

    keras.utils.set_random_seed(SEED)
    network = build(words=len(numbers) + 2)
    if BEGINS_WITH == "ratios":
        begin(network, table[fit], labels[fit], numbers)
    elif BEGINS_WITH == "vectors":
        begin(network, numbers)
    fitted(network, batch, lengths, labels, blocks)
    report(test, labels[test], probabilities(logits(network, batch, lengths, test)))


if __name__ == "__main__":
    main()
