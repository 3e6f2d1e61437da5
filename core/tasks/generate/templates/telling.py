"""Train one recurrent network to tell what comes next, and check it on the end of the text.

It does what the app did for one cell and one seed: same text, same parts, same network, same seed, same order
of the windows.
"""

import keras
import numpy as np

from core.takehome.templates.settings import SEED
from core.tasks.generate.templates.answers import bits, hits, places, sessions
from core.tasks.generate.templates.choices import FIRST_PLACES, UNIT
from core.tasks.generate.templates.network import build
from core.tasks.generate.templates.reading import known, parts, read
from core.tasks.generate.templates.training import fitted


def main():
    pieces = read()
    trained, validated, tested = parts(len(pieces))
    names = known(pieces[: trained[1]])
    numbers = np.array([names.get(piece, 1) for piece in pieces])
    keras.utils.set_random_seed(SEED)
    network = build(len(names) + 1)
    fitted(network, numbers, trained, validated)
    if UNIT == "items":
        line_end = names["\n"]
        found = sessions(numbers, line_end, *tested)
        hit, reciprocal = hits(places(network, found, line_end))
        print(f"test recall@{FIRST_PLACES} {hit.mean():.10g}")
        print(f"test MRR@{FIRST_PLACES} {reciprocal.mean():.10g}")
    elif UNIT == "words":
        mean = bits(network, numbers, *tested).mean()
        print(f"test bits per word {mean:.10g}")
        print(f"test perplexity {2**mean:.10g}")
    else:
        print(f"test bits per character {bits(network, numbers, *tested).mean():.10g}")


if __name__ == "__main__":
    main()
