"""What the audits found, in words and rows: named where something was found, and only there."""

from dataclasses import replace

import pytest

from app.i18n import translator
from app.tasks.forecast.audit_rows import direction_rows, look_ahead_rows, residual_rows, window_rows
from app.tasks.forecast.audit_words import holm_line, leakage_lines, look_ahead_line
from app.tasks.forecast.interval_table import covered_rows, covered_step_rows, why_drawn
from app.tasks.forecast.verdict import badges
from core.evaluate.look_ahead import LookAhead
from core.tasks.forecast.outcome import Drawn
from core.tasks.forecast.results import outcome
from core.words.locales import languages

T = translator("en")
KNOWS = LookAhead("next_*close*", 0.99, 0.1, 0.1, 1, 2.0, 0.1, True)
HONEST = LookAhead("volume", 0.1, 0.2, 0.1, 3, 2.0, 1.9, False)
CLEAN = {"compared": 345, "moved": 0, "repeats": True}


@pytest.fixture
def experiment(filled_store):
    store, id = filled_store()
    return store.experiment(id), store.runs(id), outcome(store, store.experiment(id), store.runs(id))


def badge_texts(experiment, found):
    return [badge.text for badge in badges(T, found, experiment[1], experiment[0].spec)]


def test_a_column_that_knows_the_future_is_named_in_the_tab_and_as_a_badge(experiment):
    found = replace(experiment[2], look_ahead=(HONEST, KNOWS))
    assert look_ahead_line(T, found).startswith("next_*close*: looks as if it already knows the future")
    (badge,) = [text for text in badge_texts(experiment, found) if "knows the future" in text]
    assert badge.startswith(r"next\_\*close\*") and "volume" not in badge
    assert [row["Finding"] for row in look_ahead_rows(T, found)] == [
        T("audit.look_ahead.no.short"), T("audit.look_ahead.yes.short"),
    ]  # fmt: skip


@pytest.mark.parametrize(("columns", "key"), [((), "nothing"), ((HONEST,), "clean")])
def test_without_such_a_column_nothing_is_named(experiment, columns, key):
    found = replace(experiment[2], look_ahead=columns)
    assert look_ahead_line(T, found) == T(f"audit.look_ahead.{key}")
    assert not any("knows the future" in text for text in badge_texts(experiment, found))


@pytest.mark.parametrize(
    ("weights", "key"),
    [(CLEAN, "clean"), (CLEAN | {"moved": 2}, "found"), (CLEAN | {"repeats": False}, "unknown")],
)
def test_leakage_is_told_at_both_cuts_and_makes_one_badge(experiment, weights, key):
    found = replace(experiment[2], weights_leakage={"gru": weights})
    first, second = leakage_lines(T, found)
    assert first == T("audit.leakage.clean.long", compared="61")
    assert second == T(f"audit.weights.{key}", cell="GRU", compared="345")
    assert badge_texts(experiment, found)[0].startswith(
        "Leakage" if key == "found" else "No leakage: 0 of 406"
    )


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_cell_has_a_row_in_every_table(experiment, language):
    t, found = translator(language), experiment[2]
    for rows in (residual_rows, window_rows):
        assert len(rows(t, found)) == 3
    *_, last = directions = direction_rows(t, found)
    assert len(directions) == 4  # the reference's, to see what a simple method gets
    assert t(f"method.{found.reference}") in last[t("audit.column.cell")]
    assert len(covered_rows(t, found)) == 3 * 2 * 2
    horizon = experiment[0].spec.task.horizon
    assert len(covered_step_rows(t, found, "gru")) == 2 * 2 * horizon


def test_the_version_that_is_drawn_is_marked_and_explained(experiment):
    found = replace(experiment[2], drawn=dict.fromkeys(experiment[2].covered, Drawn("adaptive", {})))
    assert [row["Version"] for row in covered_rows(T, found)][:4] == ["split conformal"] * 2 + [
        "adaptive, drawn"
    ] * 2
    assert "too few" in why_drawn(T, found)[0]
    scored = replace(found, drawn={"gru": Drawn("adaptive", {"split": 3.0, "adaptive": 2.5})})
    assert "2.50" in why_drawn(T, scored)[0] and "3.00" in why_drawn(T, scored)[0]


def test_the_family_of_the_correction_is_told(experiment):
    found = experiment[2]
    assert "3 one-sided tests" in holm_line(T, found)
    none = replace(found, verdict=replace(found.verdict, tests=0))
    assert holm_line(T, none) == T("result.holm.none")
