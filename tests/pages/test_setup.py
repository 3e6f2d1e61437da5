"""Before training: data, cuts, setup; a newcomer touches only Train."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.i18n import translator
from app.moments import made
from core.data.samples import SAMPLES, load_sample
from core.store.store import Store
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.spec import CAREFUL

T = translator("en")
CSV = "date,sales,visitors\n" + "\n".join(
    f"{date(2024, 1, 1) + timedelta(day)},{100 + day % 7},{50 + day % 5}" for day in range(300)
)


def widget(shown, kind, name):
    """The setup's widget for a setting: its key also names the data and the preset."""
    return next(
        w for w in getattr(shown, kind) if (w.key or "").startswith("setup.") and w.key.endswith(f".{name}")
    )


def paste(shown, text):
    shown.segmented_control(key="data_picker.source").set_value("paste").run()
    return shown.text_area(key="data_picker.paste").set_value(text).run()


def trained(home):
    return Store(home).experiments()[0].experiment.spec


def test_a_newcomer_touches_only_train(page, home):
    shown = page("forecast")
    shown.button(key="setup.train").click().run()
    assert trained(home).task.target == "value"
    assert "experiment" in shown.query_params and not shown.exception and not shown.error


def test_the_cuts_and_the_choices_are_told_before_training(page):
    told = " ".join(c.value for c in page("forecast").caption)
    assert "976 for training" in told and T("option.transform.levels") in told
    assert re.search(r"LSTM: 32 units, 4,\d\d\d weights", told)


def test_every_setting_can_be_reached(page, home):
    shown = page("forecast")
    for kind, name, value in (
        ("number_input", "horizon", 3), ("number_input", "lookback", 20), ("number_input", "units", 8),
        ("selectbox", "activation", "relu"), ("number_input", "dropout", 0.1),
        ("toggle", "bidirectional", True),
        ("number_input", "learning_rate", 0.01), ("selectbox", "loss", "huber"), ("number_input", "seeds", 1),
        ("selectbox", "match", "parameters"), ("selectbox", "strategy", "recursive"),
        ("number_input", "test_share", 0.25),
    ):  # fmt: skip
        widget(shown, kind, name).set_value(value)
    shown.run().button(key="setup.train").click().run()
    spec = trained(home)
    assert (spec.task.horizon, spec.task.lookback, spec.task.strategy, spec.task.test_share) == (
        3,
        20,
        "recursive",
        0.25,
    )
    assert (spec.model.units, spec.model.activation, spec.model.bidirectional) == (8, "relu", True)
    assert (spec.training.learning_rate, spec.training.loss, spec.seeds, spec.match) == (
        0.01,
        "huber",
        1,
        "parameters",
    )


def test_a_preset_brings_its_own_defaults(page, home):
    shown = page("forecast")
    shown.segmented_control(key="setup.preset").set_value("careful").run()
    shown.button(key="setup.train").click().run()
    spec = trained(home)
    assert (spec.seeds, spec.match, spec.model, spec.training.updates) == (
        CAREFUL.seeds, CAREFUL.match, CAREFUL.model, CAREFUL.training.updates,
    )  # fmt: skip


def test_pasted_figures_become_a_series(page, home):
    shown = paste(page("forecast"), CSV)
    assert not shown.exception and not shown.error
    assert widget(shown, "selectbox", "target").options == ["sales", "visitors"]
    shown.button(key="setup.train").click().run()
    assert trained(home).task.lookback == 50


def test_an_uploaded_file_becomes_a_series_and_survives_another_page(page):
    shown = page("forecast")
    shown.segmented_control(key="data_picker.source").set_value("file").run()
    assert shown.info[0].value == T("data.empty") and not shown.get("plotly_chart")
    shown.file_uploader(key="data_picker.file").set_value(("a.csv", CSV.encode(), "text/csv")).run()
    assert shown.get("plotly_chart") and "300 rows" in " ".join(c.value for c in shown.caption)
    shown.switch_page("pages/experiments.py").run()
    shown.switch_page("pages/forecast.py").run()
    assert "300 rows" in " ".join(c.value for c in shown.caption) and not shown.exception


def test_further_columns_rule_the_recursive_strategy_out_and_say_why(page, home):
    shown = paste(page("forecast"), CSV)
    next(w for w in shown.multiselect if ".covariates." in w.key).set_value(["visitors"]).run()
    strategy = widget(shown, "selectbox", "strategy")
    assert strategy.disabled and strategy.help == T("setup.recursive_off")
    shown.button(key="setup.train").click().run()
    assert trained(home).task.covariates == ("visitors",) and trained(home).task.strategy == "direct"


def test_day_and_month_are_asked_for_where_the_dates_do_not_tell(page):
    ambiguous = "date,y\n" + "\n".join(f"{1 + n % 12:02d}/{1 + n // 12:02d}/2024,{n % 5}" for n in range(144))
    shown = paste(page("forecast"), ambiguous)
    assert not shown.get("plotly_chart") and len(shown.warning) == 1
    shown.segmented_control(key="data_picker.paste.day_first").set_value("md").run()
    assert not shown.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_has_a_line_of_help(page, language):
    shown = page("forecast", lang=language)
    fields = [
        w for kind in ("number_input", "selectbox", "toggle", "multiselect") for w in getattr(shown, kind)
    ]
    assert [w.key for w in fields if (w.key or "").startswith("setup.") and not w.help] == []


def test_whether_to_train_without_the_further_columns_can_be_chosen(page, home):
    shown = paste(page("forecast"), CSV)
    assert widget(shown, "toggle", "ablation").disabled
    next(w for w in shown.multiselect if ".covariates." in w.key).set_value(["visitors"]).run()
    assert widget(shown, "toggle", "ablation").value
    widget(shown, "toggle", "ablation").set_value(False).run().button(key="setup.train").click().run()
    assert not trained(home).task.ablation


@pytest.mark.parametrize(("horizon", "told"), [(1, False), (8, False), (30, True)])
def test_too_few_origins_for_a_verdict_are_told_before_training(page, horizon, told):
    app = page("forecast")
    widget(app, "number_input", "horizon").set_value(horizon).run()
    assert not app.exception
    assert any("Too little for a verdict" in caption.value for caption in app.caption) == told


def test_a_number_out_of_range_says_so_and_nothing_can_be_trained(page, home):
    shown = page("forecast")
    widget(shown, "number_input", "horizon").set_value(501).run()
    assert any("501" in c.value and "500" in c.value for c in shown.caption)
    assert "Horizon" in shown.error[0].value and shown.button(key="setup.train").disabled
    assert widget(shown, "number_input", "updates").value  # the rest of the form is still there
    widget(shown, "number_input", "horizon").set_value(6).run()
    assert not shown.error
    shown.button(key="setup.train").click().run()
    assert trained(home).task.horizon == 6


@pytest.mark.parametrize("name", ["forecast", "sentiment", "memory", "sweep"])
def test_every_number_of_every_form_has_a_word_for_being_out_of_range(page, name):
    shown = page(name)
    boxes = [box for box in shown.number_input if (box.key or "").startswith("setup.") and not box.disabled]
    assert boxes
    for box in boxes:
        box.set_value(10_000_000)
    shown.run()
    told = [c.value for c in shown.caption if "10,000,000" in c.value or "1e+07" in c.value]
    assert len(told) == len(boxes) and shown.error and not shown.exception
    assert shown.button(key="sweep.start" if name == "sweep" else "setup.train").disabled


def test_another_target_begins_without_further_columns(page, home):
    shown = paste(page("forecast"), CSV)
    widget(shown, "multiselect", "covariates.sales").set_value(["visitors"]).run()
    shown.button(key="setup.train").click().run()
    first = trained(home)
    assert first.task.covariates == ("visitors",)
    again = page("forecast", experiment=Store(home).experiments()[0].experiment.id, setup="1")
    widget(again, "selectbox", "target").set_value("visitors").run()
    assert widget(again, "multiselect", "covariates.visitors").value == []


def test_choices_of_a_setup_are_in_its_address_and_begin_another_visit(page):
    shown = page("forecast", sample="airline_passengers")
    scope = next(w.key for w in shown.number_input if w.key.endswith(".horizon")).rsplit(".", 1)[0]
    shown.number_input(key=f"{scope}.horizon").set_value(7).run()
    shown.number_input(key=f"{scope}.units").set_value(9).run()
    kept = {name: shown.query_params[name] for name in ("sample", "horizon", "units")}
    assert kept == {"sample": "airline_passengers", "horizon": "7", "units": "9"}
    again = page("forecast", **kept)
    assert again.selectbox(key="data_picker.sample").value == "airline_passengers"
    assert again.number_input(key=f"{scope}.horizon").value == 7
    assert again.number_input(key=f"{scope}.units").value == 9


def test_another_sample_begins_with_its_own_settings_not_with_the_last_ones(page):
    shown = page("forecast", sample="airline_passengers", horizon="7")
    shown.selectbox(key="data_picker.sample").set_value("chaotic").run()
    assert "horizon" not in shown.query_params and "sample" not in shown.query_params
    (horizon,) = [w.value for w in shown.number_input if w.key.endswith(".horizon")]
    assert horizon == SAMPLES["chaotic"].horizon


@pytest.mark.parametrize("text", ["0", "-1", "7.5", "<script>", "99999", ""])
def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(page, text):
    shown = page("forecast", horizon=text, cells=text, preset=text, source=text, sample=text, target=text)
    assert not shown.exception and not shown.error
    (horizon,) = [w.value for w in shown.number_input if w.key.endswith(".horizon")]
    assert horizon == SAMPLES["chaotic"].horizon


def test_what_was_chosen_for_one_target_is_not_taken_over_by_the_next(page, home):
    three = "\n".join(
        f"{line},{'price' if not at else 3 + at % 4}" for at, line in enumerate(CSV.splitlines())
    )
    shown = paste(page("forecast"), three)
    widget(shown, "multiselect", "covariates.sales").set_value(["price"]).run()
    widget(shown, "selectbox", "target").set_value("visitors").run()
    assert widget(shown, "multiselect", "covariates.visitors").value == []
    shown.button(key="setup.train").click().run()
    assert trained(home).task.target == "visitors" and trained(home).task.covariates == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_experiment_asked_for_again_is_opened_and_trained_anew_with_one_more_click(
    page, filled_store, language
):
    t = translator(language)
    advised = recommended(load_sample("chaotic"))
    store, id = filled_store("done", training=advised.training, seeds=advised.seeds)
    spec = store.experiment(id).spec
    assert spec == replace(recommended(load_sample("chaotic")), data=spec.data), "what Train asks for"
    shown = page("forecast", lang=language)
    shown.button(key="setup.train").click().run()
    assert shown.query_params["experiment"] == id and not shown.exception
    when = made(store.experiment(id).created)
    assert t("start.known", when=when) in [info.value for info in shown.info]
    assert len(store.experiments()) == 1, "nothing was queued"
    shown.button(key="forecast.again").click().run()
    assert len(store.experiments()) == 2 and shown.query_params["experiment"] != id
    assert t("start.known", when=when) not in [info.value for info in shown.info]


def holed():
    """The same with five blank sales, six missing days, and eight rows after the last sale."""
    lines = CSV.split("\n")
    for row in (50, 51, 52, 120, 250):
        lines[row] = lines[row].split(",")[0] + ",," + lines[row].split(",")[2]
    for row in range(293, 301):
        lines[row] = ",".join([lines[row].split(",")[0], "", "50"])
    return "\n".join(line for place, line in enumerate(lines) if place not in range(80, 86))


def test_what_was_never_measured_is_said_before_training_and_can_stop_it(page, home):
    shown = paste(page("forecast"), holed())
    ahead = next(one for one in shown.multiselect if one.key.startswith("ahead.known"))
    assert ahead.value == ["visitors"] and not shown.button(key="setup.train").disabled
    shown = ahead.set_value([]).run()
    told = " ".join(c.value for c in shown.caption)
    assert "5 values of sales are blank" in told and "8 rows after the last value of sales" in told
    assert "6 times have no row" in told
    shown = widget(shown, "selectbox", "gaps").set_value("refuse").run()
    assert any("6 times have no row" in error.value for error in shown.error)
    assert shown.button(key="setup.train").disabled
    shown = widget(shown, "selectbox", "gaps").set_value("left_out").run()
    shown.button(key="setup.train").click().run()
    assert trained(home).task.gaps == "left_out" and not shown.exception


def test_nothing_is_asked_about_gaps_where_there_are_none(page):
    shown = paste(page("forecast"), CSV)
    assert not any((box.key or "").endswith(".gaps") for box in shown.selectbox)


@pytest.mark.parametrize(("language", "called"), [("en", "China"), ("zh", "中国")])
def test_public_holidays_are_chosen_from_a_list_of_names(page, home, language, called):
    shown = page("forecast", sample="airline_passengers", lang=language)
    choice = widget(shown, "selectbox", "holidays")
    assert choice.value == "" and called in choice.options and len(choice.options) > 200
    assert translator(language)("setup.holidays.exchange") not in choice.options, "no prices of an exchange"
    choice.set_value("CN").run()
    assert shown.query_params["holidays"] == "CN" and not shown.error
    shown.button(key="setup.train").click().run()
    assert trained(home).task.holidays == "CN" and not shown.exception


def test_how_networks_read_is_chosen_and_kept_in_the_address(page, home):
    shown = page("forecast", sample="airline_passengers")
    widget(shown, "selectbox", "window_scaling").set_value("mean").run()
    widget(shown, "number_input", "folds").set_value(2).run()
    assert not widget(shown, "selectbox", "blocks").disabled, "months can be read a year at a time"
    widget(shown, "selectbox", "blocks").set_value("days").run()
    chosen = {name: shown.query_params[name] for name in ("window_scaling", "folds", "blocks")}
    assert chosen == {"window_scaling": "mean", "folds": "2", "blocks": "days"} and not shown.error
    shown.button(key="setup.train").click().run()
    task = trained(home).task
    assert (task.window_scaling, task.folds, task.blocks) == ("mean", 2, "days")


def test_a_lookback_that_is_rounded_to_whole_years_is_said(page):
    shown = page("forecast", sample="airline_passengers", lookback="26")
    told = " ".join(caption.value for caption in shown.caption)
    assert T("setup.read.lookback", rows="24") in told and not shown.exception
