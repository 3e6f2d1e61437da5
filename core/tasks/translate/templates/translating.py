"""Train one encoder-decoder to translate, and check it on sentences it has never seen.

It does what the app did for one cell and one seed: same pairs, same words, same network, same seed, same
order of the pairs.
"""

import json
from pathlib import Path

import keras
import numpy as np
import sacrebleu

from core.takehome.templates.settings import SEED
from core.tasks.translate.templates.answers import nats_of, translations
from core.tasks.translate.templates.choices import LOWER
from core.tasks.translate.templates.network import build
from core.tasks.translate.templates.reading import encode, read, sentence, vocabulary
from core.tasks.translate.templates.settings import BLEU_CUT
from core.tasks.translate.templates.training import fitted


def main():
    sources, targets, references, blocks = read()
    known = [vocabulary([side[row] for row in blocks["train"]]) for side in (sources, targets)]
    end = len(known[1]) + 2
    source, target = encode(sources, known[0]), encode(targets, known[1], [end])
    keras.utils.set_random_seed(SEED)
    network = build(len(known[0]) + 2, end + 1)
    fitted(network, source, target, blocks)

    test = blocks["test"]
    nats = nats_of(network, source, target, test)
    found = translations(network, source[test], end)
    told = [sentence(known[1][number - 2] for number in one) for one in found]
    truth = [references[row] for row in test]
    if LOWER:
        told, truth = ([text.lower() for text in side] for side in (told, truth))
    exact = np.mean([one == other for one, other in zip(told, truth, strict=True)])
    print(f"test nats per word {nats.sum() / (target[test] != 0).sum():.10g}")
    print(f"test exact matches {exact:.10g}")
    print(f"test BLEU {sacrebleu.corpus_bleu(told, [truth], tokenize=BLEU_CUT).score:.10g}")
    print(f"test chrF {sacrebleu.corpus_chrf(told, [truth]).score:.10g}")

    path = Path(__file__).with_suffix(".predictions.txt")
    with path.open("w", encoding="utf-8") as file:
        for row, text in zip(test, told, strict=True):
            line = {"source": sentence(sources[row]), "reference": references[row], "told": text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"translations are in {path.name}")


if __name__ == "__main__":
    main()
