"""The Python API: what the command line does, for programs.

from core.tasks.tag.api import sentences_from_files, tag
result = tag(sentences_from_files([Path("train.conllu"), Path("dev.conllu")]), seeds=2)
result["verdict"], result["comparison"]["methods"]
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.kept_vectors import keep_vectors
from core.store.store import Store
from core.tasks.programs import otherwise, result
from core.tasks.tag.keeping import keep_sentences
from core.tasks.tag.start import start
from core.tasks.waiting import Watch
from core.text.tagged.choices import AS_BROUGHT, TaggedChoices, part_told
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.reading import load_tagged


def sentences_from_files(paths: Sequence[Path], choices: TaggedChoices = AS_BROUGHT) -> TaggedSentences:
    """Read tagged sentences; of several files each one's name says whether it trains, validates or tests.

    Raises:
        UserError: `no_such_file`, `tagged_part_unknown` for a name that says nothing, or whatever is wrong
            with the files.
    """
    parts = ["train"] if len(paths) == 1 else [part_told(path.name) for path in paths]
    for path, part in zip(paths, parts, strict=True):
        if not part:
            raise UserError("tagged_part_unknown", file=path.name)
    files = [(read_bytes(path), path.name, part) for path, part in zip(paths, parts, strict=True)]
    return load_tagged(
        files, paths[parts.index("train")].stem if "train" in parts else paths[0].stem, choices
    )


def tag_spec(data: TaggedFacts, **wanted: Any) -> ExperimentSpec:
    """The settings that suit the sentences, but for what is named: fields of each spec, seeds, match."""
    return otherwise(start(data), **wanted)


def tag(
    data: TaggedSentences,
    *,
    store: Store | None = None,
    watch: Watch = lambda runs, epochs: None,
    again: bool = True,
    name: str | None = None,
    spec: ExperimentSpec | None = None,
    vectors: Path | None = None,
    **wanted: Any,
) -> dict[str, Any]:
    """Train networks that tag words, and compare them with simple methods; blocks until the end.

    Args:
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        vectors: A file of word vectors (word2vec, GloVe, fastText as text, also gzip) to begin with; the
            embedding becomes as wide as they are.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `tag_spec`.

    Returns:
        The experiment's summary (see `core.tasks.tag.summary`).

    Raises:
        UserError: `no_such_file`, or what is wrong with the vectors.
    """
    store = store or Store()
    kept = keep_sentences(store, data)
    if vectors is not None:
        found = keep_vectors(store, kept.sha256, "", read_bytes(vectors))
        begin = {"vectors": found.sha256, "embedding": found.width}
        wanted["task"] = wanted.get("task", {}) | begin
    spec = spec or tag_spec(kept, **wanted)
    return result(store, kept, spec, watch, again=again, name=name)
