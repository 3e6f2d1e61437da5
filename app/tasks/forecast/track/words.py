"""A record in words: the finding, and what became of the inputs."""

from app.i18n import Translate
from app.numbers import figure, p_value
from core.tasks.forecast.new_rows.records import Recorded


def found_words(t: Translate, one: Recorded) -> str:
    """In a word or two."""
    said = t(f"track_page.finding.{one.track.finding}")
    return t("words.detail", first=said, second=t("track_page.moved")) if one.moved else said


def drift_words(t: Translate, one: Recorded) -> str:
    """Which columns have moved, with how far and p; or that none has; or that too little has come."""
    told = [each for each in one.drift if each.p is not None]
    if not told:
        return t("track_page.drift.few")
    if not one.moved:
        return t("track_page.drift.none", count=len(told))
    columns = t("words.comma").join(
        t(
            "track_page.drift.one",
            column=each.column,
            shift=figure(each.shift, 2),
            p=p_value(each.p_corrected),
        )  # fmt: skip
        for each in one.moved
    )
    return t("track_page.drift.moved", columns=columns, of=len(told))
