"""Train one recurrent network to classify texts, and check it on texts it has never seen.

It does what the app did for one cell and one seed: same texts, same words, same network, same seed, same
order of the texts.
"""

import csv
from pathlib import Path

import keras
import numpy as np

from core.takehome.templates.settings import SEED
from core.tasks.sentiment.templates.answers import logits, probabilities
from core.tasks.sentiment.templates.choices import BEGINS_WITH
from core.tasks.sentiment.templates.network import begin, build
from core.tasks.sentiment.templates.reading import encode, read, usual_widths, vocabulary, words
from core.tasks.sentiment.templates.settings import CLASSES
from core.tasks.sentiment.templates.training import fitted


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
    if BEGINS_WITH == "ratios":
        fit = blocks["train"]
        begin(network, table[fit], labels[fit], numbers)
    elif BEGINS_WITH == "vectors":
        begin(network, numbers)
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
