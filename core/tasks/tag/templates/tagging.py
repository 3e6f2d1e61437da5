"""Train one recurrent network to tag words, and check it on sentences it has never seen.

It does what the app did for one cell and one seed: same sentences, same words, same network, same seed, same
order of the sentences.
"""

from pathlib import Path

import keras
import numpy as np

from core.takehome.templates.settings import SEED
from core.tasks.tag.templates.answers import log_probabilities, spans, tags_of
from core.tasks.tag.templates.choices import BEGINS_WITH_VECTORS, LETTERS_READ, SPANS
from core.tasks.tag.templates.network import begin, build
from core.tasks.tag.templates.reading import alphabet, encode, read, vocabulary
from core.tasks.tag.templates.settings import TAGS
from core.tasks.tag.templates.training import fitted


def main():
    words, tags, blocks = read()
    known = [words[row] for row in blocks["train"]]
    numbers = vocabulary(known)
    keras.utils.set_random_seed(SEED)
    if LETTERS_READ:
        letters = alphabet(known)
        tables = [encode(one, numbers, letters) for one in words]
        network = build(len(numbers) + 2, len(letters) + 2)
    else:
        tables = [encode(one, numbers) for one in words]
        network = build(len(numbers) + 2, 0)
    if BEGINS_WITH_VECTORS:
        begin(network, numbers)
    fitted(network, tables, tags, blocks)

    test = blocks["test"]
    told = log_probabilities(network, tables, test)
    found, truth = [tags_of(one) for one in told], [tags[row] for row in test]
    right = np.concatenate(found) == np.concatenate(truth)
    nats = [-one[np.arange(len(one)), true] for one, true in zip(told, truth, strict=True)]
    print(f"test accuracy {right.mean():.10g}")
    print(f"test log loss {np.concatenate(nats).mean():.10g}")
    if SPANS:
        pairs = [(spans(one), spans(true)) for one, true in zip(found, truth, strict=True)]
        both = sum(len(one & true) for one, true in pairs)
        told_spans, true_spans = (sum(map(len, side)) for side in zip(*pairs, strict=True))
        print(f"test F1 of spans {2 * both / max(told_spans + true_spans, 1):.10g}")

    path = Path(__file__).with_suffix(".predictions.txt")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row, one, sure in zip(test, found, told, strict=True):
            for word, true, tag, by_tag in zip(words[row], tags[row], one, sure, strict=True):
                file.write(f"{word}\t{TAGS[true]}\t{TAGS[tag]}\t{np.exp(by_tag[tag]):.6f}\n")
            file.write("\n")
    print(f"predictions are in {path.name}")


if __name__ == "__main__":
    main()
