"""What was chosen before the test, in words."""

import math

import pytest

from app.i18n import translator
from app.tasks.forecast.choices import choice_rows, chosen_rows, penalty_word
from core.words.locales import languages

T = translator("en")
FACTS = {
    "transform": "seasonal_differences", "season": 24, "calendar": True, "blocks": 24, "penalty": 0.01,
    "ridge": {"transform": "levels", "season": 1, "calendar": False, "penalty": 0.02},
    "choice_errors": {
        "transform": {"differences": 2.0, "levels": 2.5, "seasonal_differences_24": 1.5},
        "calendar": {"no": 1.5, "yes": 1.4},
    },
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_was_tried_is_told_with_its_error_the_best_first(language):
    t = translator(language)
    rows = choice_rows(t, FACTS)
    assert [row[t("choices.error")] for row in rows] == ["1.40", "1.50", "2.00", "2.50"]
    seasonal = t("choices.of_season", transform=t("option.transform.seasonal_differences"), season="24")
    assert [row[t("choices.tried")] for row in rows[:2]] == [
        t("choices.with_calendar", transform=seasonal), seasonal,
    ]  # fmt: skip
    assert [bool(row[t("choices.taken")]) for row in rows] == [True, False, False, False]


def test_where_the_calendar_did_not_help_the_transform_alone_was_taken():
    rows = choice_rows(T, FACTS | {"calendar": False, "transform": "differences", "season": 1})
    (taken,) = [row[T("choices.tried")] for row in rows if row[T("choices.taken")]]
    assert taken == T("option.transform.differences")


def test_every_choice_is_a_row_and_earlier_rules_made_none():
    told = {row[T("report.what")]: row[T("report.value")] for row in chosen_rows(T, FACTS)}
    assert told[T("spec.blocks")] == T("choices.days", rows="24") and len(told) == 5
    assert told[T("choices.ridge")] == T("option.transform.levels")
    assert told[T("choices.penalty")] == penalty_word(T, 0.02)
    assert (
        chosen_rows(T, {"transform": "levels"}) == []
        and choice_rows(T, FACTS | {"choice_errors": None}) == []
    )


@pytest.mark.parametrize("penalty", [math.inf, None])
def test_an_infinite_penalty_is_the_mean_alone(penalty):
    assert penalty_word(T, penalty) == T("choices.mean_only")
