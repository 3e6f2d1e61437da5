"""Labelled texts that need no network: sentences of our own, in English and Chinese."""

from functools import cache
from importlib.resources import files

from core.errors import UserError
from core.text.cleaning import text_dataset
from core.text.dataset import TextDataset

LANGUAGES = ("en", "zh")
SAMPLES = {
    "sentences": LANGUAGES,
    "sentences_en": ("en",),
    "sentences_zh": ("zh",),
}
PRESELECTED = "sentences"


@cache
def load_text_sample(name: str) -> TextDataset:
    """A sample by its name: short sentences on products, hotels, films and markets. It is small.

    Raises:
        UserError: `unknown_sample`, with the names there are.
    """
    if name not in SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(SAMPLES))
    rows = [row for language in SAMPLES[name] for row in _rows(language)]
    return text_dataset(
        [text for *_, text in rows], [label for label, *_ in rows], name=name, source="sample"
    )


def _rows(language: str) -> list[list[str]]:
    """Label, subject and text of every sentence."""
    body = (files("core.text") / "sample_files" / f"{language}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in body.splitlines()]
