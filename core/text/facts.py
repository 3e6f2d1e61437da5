"""What is known of labelled texts without holding them: pages show this, and leave the texts on the disk."""

from dataclasses import dataclass

from core.text.dataset import TextDataset
from core.text.report import TextReport, text_report


@dataclass(frozen=True)
class TextFacts:
    """Names, counts and findings of a text data set."""

    sha256: str
    classes: tuple[str, ...]
    name: str
    source: str
    report: TextReport


def text_facts(data: TextDataset) -> TextFacts:
    """Gather the facts."""
    return TextFacts(data.sha256, data.classes, data.name, data.source, text_report(data))
