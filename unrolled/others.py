"""The other tasks, from files: each returns its summary as plain data (see docs/command-line.md)."""

from pathlib import Path
from typing import Any

from core.tasks.classify import api as classify_api
from core.tasks.generate import api as generate_api
from core.tasks.panel import api as panel_api
from core.tasks.panel.api import ManyForecasts
from core.tasks.sentiment import api as sentiment_api
from core.tasks.tag import api as tag_api
from core.tasks.translate import api as translate_api
from unrolled.errors import told


@told
def sentiment(file: str | Path, **settings: Any) -> dict[str, Any]:
    """Classify labelled texts of a file; settings as of `sentiment_spec`."""
    return sentiment_api.sentiment(sentiment_api.texts_from_file(Path(file)), **settings)


@told
def classify(file: str | Path, **settings: Any) -> dict[str, Any]:
    """Classify whole series of a file."""
    return classify_api.classify(classify_api.series_from_file(Path(file)), **settings)


@told
def forecast_many(
    file: str | Path, *, series: str, known: tuple[str, ...] = (), **settings: Any
) -> ManyForecasts:
    """Forecast all series of a file at once.

    Args:
        series: Column that tells them apart.
        known: Columns that are known ahead.
    """
    data = panel_api.series_from_file(Path(file), series=series, known=known)
    return panel_api.forecast_many(data, **settings)


@told
def generate(file: str | Path, **settings: Any) -> dict[str, Any]:
    """Learn to tell the next character of a long text."""
    return generate_api.generate(generate_api.text_from_file(Path(file)), **settings)


@told
def tag(files: list[str | Path], **settings: Any) -> dict[str, Any]:
    """Learn to tag words; names of files tell what each is for."""
    return tag_api.tag(tag_api.sentences_from_files([Path(file) for file in files]), **settings)


@told
def translate(file: str | Path, **settings: Any) -> dict[str, Any]:
    """Learn to translate pairs of sentences."""
    return translate_api.translate(translate_api.pairs_from_file(Path(file)), **settings)
