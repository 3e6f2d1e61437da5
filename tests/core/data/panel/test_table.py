"""Many series of one file: layouts, roles, what is missing, and what is refused in one sentence."""

import io

import numpy as np
import pandas as pd
import pytest

from core.data.cleaning import ROW_LIMIT
from core.data.frame import Dataset
from core.data.panel import loading
from core.data.panel.choices import AS_IT_COMES, PanelChoices, panel_choices_from
from core.data.panel.loading import load_panel, load_panels
from core.data.panel.one import panel_of_series, planned
from core.data.panel.parquet import facts_of, panel_from_parquet, panel_to_parquet
from core.data.panel.reading import read_panel_files
from core.data.panel.samples import load_panel_sample
from core.data.panel.table import MOST_SERIES
from core.data.panel.tickers import panel_of_tickers
from core.errors import UserError
from core.notes import Note
from core.words.locales import catalogue
from core.words.sentences import filled

MONTHS = [f"{2020 + n // 12}-{n % 12 + 1:02d}-01" for n in range(24)]


def long_file(ahead=3, shops=("A", "B", "C")):
    """Sales of shops by month, the last months planned only."""
    rows = [
        f"{month},{shop},{'' if n >= 24 - ahead else 10 * (place + 1) + n},{n % 3 == 0:d},north"
        for n, month in enumerate(MONTHS)
        for place, shop in enumerate(shops)
    ]
    return "\n".join(["month,shop,sales,promo,region", *rows]).encode()


def load(body, choices=AS_IT_COMES):
    return load_panel(body if isinstance(body, bytes) else "\n".join(body).encode(), "file.csv", choices)


def refused(body, choices=AS_IT_COMES):
    """The key; each has its sentence in every language, with the facts that it names."""
    with pytest.raises(UserError) as caught:
        load(body, choices)
    for language in ("en", "zh"):
        assert filled(catalogue(language)[f"error.{caught.value.key}"], **caught.value.facts)
    return caught.value.key


def test_a_long_table_is_read_and_what_is_planned_is_known_ahead():
    data = load(long_file())
    facts = facts_of(data)
    assert data.ids == ("A", "B", "C") and data.column == "sales" and data.known_names == ("promo",)
    assert data.measured.tolist() == [21] * 3 and data.lengths.tolist() == [24] * 3
    assert (facts.ahead, facts.frequency, facts.last) == (3, "MS", "2021-09-01")
    assert (facts.lacking, facts.lacking_time) == ("A", "2022-01-01")
    assert data.target[:3].tolist() == [10, 11, 12] and np.isnan(data.target[21:24]).all()
    assert data.known[21:24, 0].tolist() == [1, 0, 0]
    told = {note.key: note.facts for note in data.notes}
    assert told["panel_columns_not_used"] == {"columns": ["region"]}


def test_what_is_known_ahead_reaches_as_far_as_the_series_where_it_ends_first():
    lines = long_file().decode().splitlines()
    facts = facts_of(load([line for line in lines if not line.startswith(("2021-12-01,B", "2021-11-01,B"))]))
    assert (facts.ahead, facts.lacking, facts.lacking_time) == (1, "B", "2021-11-01")


def test_the_same_series_come_from_columns_and_from_rows():
    values = np.arange(60).reshape(20, 3) + 1
    wide = ["date,A,B,C", *(f"{m}," + ",".join(map(str, v)) for m, v in zip(MONTHS, values, strict=False))]
    turned = ["shop," + ",".join(MONTHS[:20])]
    turned += [f"{'ABC'[n]}," + ",".join(map(str, values[:, n])) for n in range(3)]
    for body in (wide, turned):
        data = load(body)
        assert data.ids == ("A", "B", "C") and data.frequency == "MS"
        assert data.target.tolist() == values.T.ravel().tolist()


def test_series_begin_and_end_where_they_were_measured_and_blanks_stay_blank():
    lines = ["day,name,y"]
    lines += [f"2024-01-{d:02d},long,{d}" for d in range(1, 21) if d != 7]
    lines += [f"2024-01-{d:02d},late,{'' if d in (5, 9) else d}" for d in range(5, 15)]
    lines += ["2024-01-03,short,1"]
    data = load(lines)
    assert data.ids == ("long", "late")
    assert data.starts.tolist() == [0, 5] and data.measured.tolist() == [20, 9]
    assert np.isnan(data.target[6]) and np.isnan(data.target[20 + 3])
    facts = facts_of(data)
    assert (facts.blanks, facts.ended) == (2, 1)
    (note,) = [note for note in data.notes if note.key == "panel_series_too_short"]
    assert note.facts == {"count": 1, "series": ["short"], "fewest": 3}


def test_steps_without_times_end_together():
    rows = [["id", *(f"V{n}" for n in range(1, 21))]]
    rows += [["x", *range(20)], ["y", *range(15), *[""] * 5]]
    data = load([",".join(map(str, row)) for row in rows])
    assert data.starts.tolist() == [0, 5] and data.frequency is None and len(data.grid) == 20


def test_several_columns_name_series_and_roles_are_as_they_are_given():
    lines = ["date,store,item,sales,price,visitors,kind"]
    lines += [
        f"{m},{s},{i},{n + i},{9 - i},{n},{'food' if i else 'toys'}"
        for n, m in enumerate(MONTHS)
        for s in "PQ"
        for i in (0, 1)
    ]
    choices = panel_choices_from(["target=sales", "known=price", "past=visitors", "fixed=kind"], "store,item")
    data = load(lines, choices)
    assert data.ids == ("P / 0", "P / 1", "Q / 0", "Q / 1")
    assert (data.known_names, data.past_names) == (("price",), ("visitors",))
    assert data.fixed[:, 0].tolist() == [0, 1, 0, 1] and data.categories == (("toys", "food"),)


def test_rows_of_one_time_are_combined_where_somebody_says_how():
    lines = long_file().decode().splitlines()
    twice = [*lines, lines[1]]
    assert refused(twice) == "panel_times_twice"
    data = load(twice, panel_choices_from(["combine=sum"], "shop"))
    assert data.target[0] == 20


def test_a_panel_survives_parquet_and_its_hash_knows_its_values_and_roles():
    data = load(long_file(), PanelChoices(fixed=("region",)))
    again = panel_from_parquet(panel_to_parquet(data))
    assert again.sha256 == data.sha256 and again.grid.equals(data.grid) and again.notes == data.notes
    assert facts_of(again) == facts_of(data)
    assert load(long_file()).sha256 != data.sha256
    assert load(long_file(), PanelChoices(fixed=("region",))).sha256 == data.sha256


def test_a_file_is_read_apart_with_its_facts_or_with_what_is_wrong():
    body, parts = long_file(), [("shops.csv", len(long_file()))]
    read = read_panel_files(body, parts)
    assert read.answer.get().series == 3 and panel_from_parquet(read.body).ids == ("A", "B", "C")
    twice = read_panel_files(body + body.replace(b",A,", b",D,"), [*parts, ("more.csv", len(body))])
    assert twice.answer.refusal.key == "panel_times_twice"
    wrong = read_panel_files(body, parts, PanelChoices(target="nothing"))
    assert wrong.answer.refusal.key == "unknown_column" and wrong.answer.columns[:2] == ("month", "shop")


def one_file(ahead=3, promo=True):
    """Sales of one shop by month; of the last months only whether there is a promotion."""
    rows = [f"{m},{'' if n >= 24 - ahead else 10 + n}" + f",{n % 3 == 0:d}" * promo
            for n, m in enumerate(MONTHS)]  # fmt: skip
    return "\n".join(["month,sales" + ",promo" * promo, *rows]).encode()


def test_one_series_has_columns_that_are_known_ahead_once_its_target_or_they_are_named():
    for choices in (PanelChoices(target="sales"), PanelChoices(known=("promo",)), PanelChoices(wide=False)):
        data = load(one_file(), choices)
        assert (data.ids, data.column, data.known_names) == (("file",), "sales", ("promo",))
        assert data.measured.tolist() == [21] and facts_of(data).ahead == 3
    assert load(one_file(), PanelChoices(wide=True)).ids == ("sales", "promo")


def test_a_data_set_of_one_series_becomes_a_panel_of_one():
    days = pd.date_range("2025-01-01", periods=12, name="time").as_unit("us").delete(5)
    sales = [np.nan, *range(6), np.nan, np.nan, np.nan, np.nan]
    frame = pd.DataFrame({"sales": sales, "promo": 1.0, "seen": [0.0] * 8 + [np.nan] * 3}, index=days)
    data = Dataset(frame, "shop", "upload", "seen", "D")
    assert planned(data) == ("seen", ("promo",))
    one = panel_of_series(data, "sales", ("promo",), ("seen",))
    assert (one.ids, one.lengths.tolist(), one.measured.tolist()) == (("sales",), [11], [7])
    assert np.isnan(one.target[4]) and one.known[-1, 0] == 1 and one.past.shape == (11, 1)
    assert facts_of(one).ahead == 4
    whole = Dataset(frame.fillna(1.0), "shop", "upload", "sales", "D")
    assert planned(whole) == ("sales", ())


def test_several_files_are_read_below_each_other():
    one = one_file(0, promo=False)
    data = load_panels([(one, "north.csv"), (one[: one.rindex(b"\n")], "south.csv")])
    assert data.ids == ("north", "south") and data.measured.tolist() == [24, 23]
    past = long_file().decode().splitlines()
    history = [line for line in past if ",," not in line]
    planned = ["month,shop,promo", *(f"{m},{s},{p}" for m, s, _, p, _ in
               (line.split(",") for line in past[1:] if ",," in line))]  # fmt: skip
    choices = panel_choices_from([], "shop")
    both = load_panels([("\n".join(rows).encode(), "x.csv") for rows in (history, planned)], choices)
    whole = load(long_file(), choices)
    assert both.known_names == ("promo",) and both.ids == whole.ids
    assert np.array_equal(both.known, whole.known) and np.array_equal(
        both.target, whole.target, equal_nan=True
    )


def test_every_sheet_of_a_workbook_is_a_series():
    body = io.BytesIO()
    with pd.ExcelWriter(body) as book:
        for place, sheet in enumerate(("North", "South")):
            table = pd.DataFrame({"month": MONTHS, "sales": np.arange(24) + 10 * place})
            table.to_excel(book, sheet_name=sheet, index=False)
    data = load_panel(body.getvalue(), "shops.xlsx", panel_choices_from(["sheet=*"]))
    assert data.ids == ("North", "South") and data.name == "shops.xlsx"


def test_prices_of_several_symbols_are_series_on_common_days(monkeypatch, tmp_path):
    def load(asked):
        days = pd.bdate_range("2024-01-01", periods=40).delete(5 if asked.name == "AAPL" else 9)
        frame = pd.DataFrame({"Close": np.arange(39.0) + len(asked.name)}, index=days.as_unit("us"))
        return Dataset(frame, asked.name, "ticker", "Close", None, notes=(Note("prices_adjusted"),))

    monkeypatch.setattr("core.data.tickers.load", load)
    data = panel_of_tickers(["aapl", "600519.SS"], tmp_path)
    assert data.ids == ("AAPL", "600519.SS") and data.column == "Close" and len(data.grid) == 40
    assert data.frequency == "B" and [note.key for note in data.notes][-1] == "prices_adjusted"


def test_a_time_that_comes_twice_is_told_of_though_nobody_named_the_series():
    body = long_file() + b"\n2020-03-01,B,7,0,north"
    with pytest.raises(UserError) as caught:
        load(body)
    assert caught.value.key == "panel_times_twice"
    assert caught.value.facts == {"series": "B", "time": "2020-03-01", "count": 1}
    summed = load(body, panel_choices_from(["combine=sum"]))
    assert summed.target[summed.offsets[1] + 2] == 20 + 2 + 7


def test_infinite_values_count_as_missing_and_are_told_of():
    data = load(long_file().replace(b"2020-03-01,B,22", b"2020-03-01,B,inf"))
    assert np.isnan(data.target[data.offsets[1] + 2])
    assert Note("cells_infinite", {"column": "sales", "count": 1}) in data.notes


def test_closed_days_of_each_symbols_exchange_are_known_ahead(monkeypatch, tmp_path):
    calendars = {"AAPL": "XNYS", "600519.SS": "XSHG", "BTC-USD": "24/7", "ODD": None}

    def load(asked):
        days = pd.bdate_range("2025-11-03", "2025-12-22")
        if asked.name == "AAPL":
            days = days.drop(pd.Timestamp("2025-11-27"))  # Thanksgiving
        frame = pd.DataFrame({"Close": np.arange(float(len(days)))}, index=days.as_unit("us"))
        return Dataset(frame, asked.name, "ticker", "Close", None, calendar=calendars[asked.name])

    monkeypatch.setattr("core.data.tickers.load", load)
    data = panel_of_tickers(list(calendars), tmp_path, closed=8)
    facts = facts_of(data)
    assert data.known_names == ("closed",) and facts.ahead == 8 and set(data.lengths) == {len(data.grid)}
    told = {
        name: [f"{time:%m-%d}" for time in data.grid[data.known[begin : begin + len(data.grid), 0] == 1]]
        for name, begin in zip(data.ids, data.offsets, strict=False)
    }
    assert told == {"AAPL": ["11-27", "12-25", "01-01"], "600519.SS": ["01-01"], "BTC-USD": [], "ODD": []}
    assert Note("exchange_unknown", {"names": ["ODD"]}) in data.notes
    plain = panel_of_tickers(list(calendars), tmp_path)
    for one, other, rows in zip(data.each(), plain.each(), plain.lengths, strict=True):
        np.testing.assert_array_equal(one[:rows], other)
    assert panel_from_parquet(panel_to_parquet(data)).sha256 == data.sha256 != plain.sha256


def test_where_no_exchange_is_known_its_closed_days_are_refused(monkeypatch, tmp_path):
    def load(asked):
        frame = pd.DataFrame({"Close": np.arange(40.0)}, pd.bdate_range("2025-11-03", periods=40, unit="us"))
        return Dataset(frame, asked.name, "ticker", "Close", None)

    monkeypatch.setattr("core.data.tickers.load", load)
    with pytest.raises(UserError) as caught:
        panel_of_tickers(["A", "B"], tmp_path, closed=5)
    assert caught.value.key == "no_exchange_known"


BAD = {
    "panel_names_unique": (
        ["t,name,y", *(f"{m},n{n},{n}" for n, m in enumerate(MONTHS))], panel_choices_from([], "name"),
    ),
    "panel_all_too_short": (
        ["t,name,y", *(f"{MONTHS[n]},{name},1" for name in "abcd" for n in (0, 1))],
        panel_choices_from([], "name"),
    ),
    "panel_series_unnamed": (["t,y", *(f"{m},{n}" for n in (1, 2) for m in MONTHS)], AS_IT_COMES),
    "panel_units_differ": (
        ["t,load,share", *(f"{m},{5000 + n},{0.1 + n / 1000}" for n, m in enumerate(MONTHS))], AS_IT_COMES,
    ),
    "panel_fixed_changes": (
        long_file().replace(b"north", b"south", 1), PanelChoices(fixed=("region",)),
    ),
    "panel_known_not_numeric": (long_file(), PanelChoices(known=("region",))),
    "unknown_column": (long_file(), PanelChoices(past=("weather",))),
    "panel_too_many_categories": (
        ["t,name,y,kind", *(f"{m},s{n},{n},k{n}" for n in range(300) for m in MONTHS[:3])],
        PanelChoices(fixed=("kind",), file=panel_choices_from([], "name").file),
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", BAD)
def test_what_cannot_be_used_is_refused_in_one_sentence(key):
    assert refused(*BAD[key]) == key


def test_too_many_series_are_counted_and_refused(monkeypatch):
    monkeypatch.setattr("core.data.panel.table.MOST_SERIES", 2)
    assert refused(long_file()) == "panel_too_many_series"
    monkeypatch.setattr("core.data.panel.table.MOST_SERIES", 3)
    monkeypatch.setattr("core.data.panel.table.MOST_VALUES", 100)
    assert refused(long_file()) == "panel_too_many_values"


def test_columns_that_are_series_are_counted_before_they_are_read(monkeypatch):
    monkeypatch.setattr("core.data.panel.table.MOST_SERIES", 2)
    monkeypatch.setattr("core.data.panel.table.long_of", lambda *_, **__: pytest.fail("was read"))
    wide = ["month,a,b,c", *(f"{month},1,2,3" for month in MONTHS)]
    assert refused(wide, PanelChoices(wide=True)) == "panel_too_many_series"


def test_a_series_of_one_row_is_left_out_and_told_of():
    data = load(long_file() + b"\n2020-01-01,lonely,5,0,north")
    (note,) = [note for note in data.notes if note.key == "panel_series_too_short"]
    assert data.ids == ("A", "B", "C") and note.facts["series"] == ["lonely"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_of_one_row_too_many_is_refused_with_the_limit_of_many_series(kind, monkeypatch):
    frame = pd.DataFrame({"time": np.repeat(MONTHS, 3), "shop": ["A", "B", "C"] * 24, "sales": range(72)})
    body = frame.to_csv(index=False).encode() if kind == "csv" else frame.to_parquet()
    monkeypatch.setattr(loading, "LONGEST", 72)
    assert len(load(body)) == 3
    monkeypatch.setattr(loading, "LONGEST", 71)
    with pytest.raises(UserError) as caught:
        load(body)
    assert caught.value.key == "too_many_cells"
    assert (caught.value.facts["rows"], caught.value.facts["row_limit"]) == (72, 71)


def test_a_table_may_hold_a_hundred_rows_of_as_many_series_as_there_may_be():
    assert loading.LONGEST == 100 * MOST_SERIES > ROW_LIMIT
    assert refused(bytes(loading.LARGEST + 1)) == "file_too_large"


def test_one_series_too_many_is_told_as_such_though_nobody_named_them():
    rows = ["time,shop,sales", *(f"{2020 + n},s{place},{n}" for n in (0, 1) for place in range(10_001))]
    assert refused(rows) == "panel_too_many_series"


def test_the_sample_of_shops_is_what_it_says():
    data = load_panel_sample("shops")
    facts = facts_of(data)
    assert (facts.series, facts.ahead, facts.frequency) == (12, 28, "D")
    rows = slice(0, int(data.measured[0]))
    sales, promotion = np.log(data.target[rows]), data.known[rows, 0] > 0
    days = pd.DatetimeIndex(data.grid[rows]).dayofweek
    uplift = np.mean(
        [sales[promotion & (days == d)].mean() - sales[~promotion & (days == d)].mean() for d in range(7)]
    )
    assert np.exp(uplift) == pytest.approx(1.6, abs=0.1)
