"""Where many series are cut, and what windows hold: nothing of what is judged later, all that is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.panel.parquet import facts_of
from core.errors import UserError
from core.tasks.panel.cuts import NONE, cuts_of
from core.tasks.panel.holiday_column import holiday_column
from core.tasks.panel.prepare import prepare_panel
from core.tasks.panel.sending import chosen_methods, shared_steps
from core.tasks.panel.sizes import sizes, widths_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.start import start
from tests.core.tasks.panel.conftest import made

TASK = PanelSpec(horizon=7, lookback=21, season=7)


def test_origins_lie_a_horizon_apart_and_blocks_follow_each_other():
    cuts = cuts_of(np.full(12, 150), 7, TASK)
    assert cuts.test[-1] == 7 and set(np.diff(cuts.test)) == {-7}
    assert cuts.calibration[-1] == cuts.test[0] + 7 and len(cuts.calibration) == 2
    assert min(cuts.validation) == cuts.calibration[0] + 7
    with pytest.raises(UserError, match="panel_too_short"):
        cuts_of(np.full(12, 30), 7, TASK)


def test_windows_hold_what_was_known_and_answers_what_came():
    data = made()
    ready = prepare_panel(data, TASK)
    rows = ready.origins("test")
    windows = ready.windows(rows)
    first = data.target[rows[0, 0] + 1 : rows[0, 0] + 8]
    assert windows.truth[0].tolist() == first.tolist()
    cut = windows.cut()
    widths = widths_of(facts_of(data), TASK)
    assert cut.sequence.shape[1:] == (21, widths.step) and cut.beside.shape[1] == widths.beside
    assert cut.ahead.shape[1:] == (7, widths.ahead)
    back = windows.restored(cut, cut.answers.astype(float))
    assert back == pytest.approx(windows.truth, rel=1e-3)


def test_what_comes_after_an_origin_changes_no_window_but_what_is_known_ahead():
    data = made()
    ready = prepare_panel(data, TASK)
    origin = int(ready.origins("test")[0, 0])
    shocked = data.target.copy()
    shocked[origin + 1 : 150] *= 3
    later = prepare_panel(replace(data, target=shocked), TASK)
    place = np.array([[origin]] + [[NONE]] * 11)
    mine, theirs = (one.windows(place).cut() for one in (ready, later))
    for name in ("sequence", "beside", "ahead"):
        assert np.array_equal(getattr(mine, name), getattr(theirs, name))
    planned = data.known.copy()
    planned[origin + 2] = 1 - planned[origin + 2]
    other = prepare_panel(replace(data, known=planned), TASK).windows(place).cut()
    assert np.array_equal(mine.sequence, other.sequence) and not np.array_equal(mine.ahead, other.ahead)


def test_training_ends_before_what_is_judged():
    ready = prepare_panel(made(), TASK)
    for block in ("validation", "test"):
        windows = ready.training(ready.before(block))
        assert len(windows) and (windows.origins + 7 < ready.before(block)[windows.series]).all()


def test_blanks_are_filled_for_reading_and_are_no_truth():
    ready = prepare_panel(made(blank=(140, 141)), TASK)
    windows = ready.windows(ready.origins("test"))
    assert np.isnan(windows.truth).any() and np.isfinite(windows.cut().sequence).all()


def test_what_is_known_ahead_has_to_reach():
    facts = facts_of(made(ahead=5))
    spec = start(facts)
    assert spec.task.horizon == 5 and spec.task.season == 7
    with pytest.raises(UserError, match="panel_known_too_short") as caught:
        sizes(facts, replace(spec, task=replace(spec.task, horizon=6)))
    assert caught.value.facts["time"] == "2024-06-04" and caught.value.facts["series"] == "shop 0"


@pytest.mark.parametrize(
    ("changes", "key", "fact"),
    [
        ({"horizon": 45}, "panel_too_short", {"longest": 150, "need": 187, "horizon": 45}),
        ({"test_origins": 19}, "panel_too_many_origins", {"count": 19, "most": 17}),
        ({"lookback": 22, "block": 7}, "panel_block_does_not_fit", {"block": 7}),
    ],
)
def test_settings_that_do_not_fit_are_refused_before_anything_is_queued(changes, key, fact):
    facts = facts_of(made(ahead=60))
    spec = start(facts)
    task = replace(TASK, **changes)
    with pytest.raises(UserError, match=key) as caught:
        sizes(facts, replace(spec, task=task))
    assert caught.value.facts | fact == caught.value.facts


@given(
    st.lists(st.integers(3, 400), min_size=1, max_size=30), st.integers(1, 60), st.integers(1, 30),
    st.integers(0, 30),
)  # fmt: skip
def test_what_is_not_refused_leaves_an_origin_of_each_block_and_rows_to_train_on(
    lengths, horizon, season, test
):
    task = PanelSpec(horizon=horizon, test_origins=test)
    try:
        cuts = cuts_of(np.array(lengths), season, task)
    except UserError:
        return
    assert cuts.validation and cuts.calibration and cuts.test and len(cuts.test) <= 30
    assert max(lengths) - cuts.validation[0] >= max(season, 3) + horizon


def test_a_single_series_says_little_of_one_origin_and_much_of_many():
    random = np.random.default_rng(8)
    worth = np.where(np.arange(50) < 5, 0.5, 1.2)[:, None]  # of the other method, on each series
    errors = {"usual": np.ones((50, 8)), "other": worth * random.gamma(40.0, 1 / 40, size=(50, 8))}
    assert chosen_methods(errors) == ("other",) * 5 + ("usual",) * 45
    assert chosen_methods({name: one[:, :1] for name, one in errors.items()}) == ("usual",) * 50
    noise = {"usual": np.ones((50, 2)), "other": 1.05 * random.gamma(9.0, 1 / 9, size=(50, 2))}
    assert chosen_methods(noise).count("usual") >= 45


def test_origins_that_share_steps_tell_less_of_a_single_series():
    assert shared_steps((24, 18, 12), 12) == pytest.approx((0.5 + 0.5 + 0.0) / 3)
    assert shared_steps((24, 12), 12) == shared_steps((12,), 12) == 0.0
    random = np.random.default_rng(9)
    drawn = random.gamma(9.0, 1 / 9, size=(200, 3))
    alike = np.stack([drawn[:, :2].mean(axis=1), drawn[:, 1:].mean(axis=1)], axis=1)  # half in common
    errors = {"usual": np.ones((200, 2)), "other": 1.05 * alike}
    assert chosen_methods(errors).count("other") > 20
    assert chosen_methods(errors, shared=0.5).count("other") < 5


def test_public_holidays_are_known_ahead_beside_what_the_file_knows_and_alone():
    data, task = made(rows=120, ahead=7), replace(TASK, holidays="DE")
    widths = widths_of(facts_of(data), task)
    assert widths.ahead == widths_of(facts_of(data), TASK).ahead + 3
    column = holiday_column(data, task)
    assert np.flatnonzero(column)[:3].tolist() == [0, 88, 91]  # New Year, Good Friday, Easter Monday
    assert len(column) == 127 and column[121] == 1  # the first of May lies ahead
    alone = replace(data, known=data.known[:, :0], known_names=())
    ready = prepare_panel(alone, task)
    cut = ready.windows(ready.future()).cut()
    assert cut.ahead.shape[2] == widths_of(facts_of(alone), task).ahead
    told = cut.ahead[:, :, -3]  # scaled: two values, the larger one on the holiday
    assert (told.argmax(axis=1) == 1).all() and len(np.unique(told)) == 2
    assert sizes(facts_of(alone), replace(start(facts_of(alone)), task=task)).beside


def test_holidays_of_no_country_or_of_weeks_are_refused_before_anything_is_queued():
    facts = facts_of(made())
    spec = start(facts)
    with pytest.raises(UserError, match="unknown_country"):
        sizes(facts, replace(spec, task=replace(spec.task, holidays="XX")))
    weeks = replace(facts, frequency="W-MON")
    with pytest.raises(UserError, match="panel_no_holidays"):
        sizes(weeks, replace(spec, task=replace(spec.task, season=0, holidays="DE")))
