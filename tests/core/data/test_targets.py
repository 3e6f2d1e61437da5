import numpy as np
import pandas as pd
import pytest

from core.data.names_of_columns import adds_up
from core.data.targets import suggest_target

RANDOM = np.random.default_rng(5)


def table(names, rows=30, **given):
    frame = pd.DataFrame(RANDOM.normal(10, 2, (rows, len(names))), columns=names)
    return frame.assign(**given)


@pytest.mark.parametrize(
    "names, target",
    [
        ("Open High Low Close|Adj Close|Volume|Dividends|Stock Splits", "Adj Close"),
        ("<OPEN>|<HIGH>|<LOW>|<CLOSE>|<TICKVOL>|<VOL>|<SPREAD>", "<CLOSE>"),
        ("1. open|2. high|3. low|4. close|5. volume", "4. close"),
        ("Close/Last|Volume|Open|High|Low", "Close/Last"),
        ("Price|Open|High|Low|Vol.|Change %", "Price"),
        ("Цена|Откр.|Макс.|Мин.|Объём|Изм. %", "Цена"),
        ("Zuletzt|Eröffn.|Hoch|Tief|Schlusskurs|Vol.|+/- %", "Schlusskurs"),
        ("开盘|收盘|最高|最低|成交量|成交额|振幅|涨跌幅|涨跌额|换手率", "收盘"),
        ("前收盘|今开盘|收盘价|成交量", "收盘价"),
        ("始値|高値|安値|終値|出来高|前日比%", "終値"),
        ("종가|시가|고가|저가|거래량", "종가"),
        ("Apertura|Máximo|Mínimo|Cierre|Volumen", "Cierre"),
        ("Promo|Price|Units", "Units"),
        ("unit_price|quantity|discount", "quantity"),
        ("Sales|Customers|Open|Promo|StateHoliday", "Sales"),
        ("temperature|holiday|demand", "demand"),
        ("demand|price|temperature", "demand"),
        ("price|sales volume|promo", "sales volume"),
        ("checkout_price|base_price|emailer_for_promotion|num_orders", "num_orders"),
        ("Precio|Cantidad|Promo", "Cantidad"),
        ("Preis|Menge|Aktion", "Menge"),
        ("Verkaufspreis|Verkaufsmenge|Feiertag", "Verkaufsmenge"),
        ("Prijs|Omzet", "Omzet"),
        ("cena|ilość", "ilość"),
        ("Prix|Quantité", "Quantité"),
        ("Preço|Vendas", "Vendas"),
        ("价格|销量|促销", "销量"),
        ("単価|売上|気温", "売上"),
        ("temp|humidity|windspeed|cnt", "cnt"),
        ("Value|Volume", "Value"),
        ("value|change|pct_change", "value"),
        ("Lat|Long|Confirmed", "Confirmed"),
        ("Year|Month|Rainfall (mm)", "Rainfall (mm)"),
        ("Passengers|Index", "Passengers"),
        ("store id|week number|sold", "sold"),
        ("y|x1|x2", "y"),
        ("Price|Change %", "Price"),
        ("forecast|actual", "actual"),
        ("HUFL|HULL|MUFL|MULL|LUFL|LULL|OT", "OT"),
    ],
)
def test_the_target_offered_first_is_what_people_mean(names, target):
    parts = names.replace("Open High Low Close", "Open|High|Low|Close").split("|")
    assert suggest_target(table(parts)) == target


@pytest.mark.parametrize("order", range(4))
def test_the_order_of_columns_does_not_matter_where_names_tell(order):
    names = ["id", "Price", "Units", "Promo", "Change %"]
    shuffled = np.random.default_rng(order).permutation(names)
    assert suggest_target(table(list(shuffled))) == "Units"


@pytest.mark.parametrize("counter", [np.arange(30), 1990 + np.arange(30) / 12, 500 - 2 * np.arange(30)])
def test_a_column_that_only_counts_is_not_offered(counter):
    assert suggest_target(table(["flow"], n=counter)) == "flow"
    assert suggest_target(table(["flow"], n=counter)[["n", "flow"]]) == "flow"


def test_without_names_the_first_column_that_does_not_count_is_offered():
    frame = table(["column_3", "column_4", "column_5"], column_3=1990 + np.arange(30) / 12)
    assert suggest_target(frame) == "column_4"


def test_a_column_that_never_changes_is_not_offered():
    assert suggest_target(table(["flow"], sales=3.0)) == "flow"


@pytest.mark.parametrize(
    "name, adds",
    [
        *(
            (name, True)
            for name in ("quantity", "Units", "Sales (EUR)", "Total", "Total price", "orders", "rain mm")
        ),
        *((name, True) for name in ("销量", "金额", "x", "Tax 5%", "passengers", "Volume", "Umsatz")),
        *(
            (name, False)
            for name in ("Unit price", "price", "Rating", "temp", "Temperature (°C)", "rate", "discount %")
        ),
        *(
            (name, False)
            for name in ("Close", "High", "promo", "holiday", "store id", "year", "latitude", "avg sales")
        ),
        *(
            (name, False)
            for name in (
                "单价",
                "气温温度",
                "Preis",
                "Einzelpreis",
                "Außentemperatur",
                "Leerstandsquote",
                "price_index",
                "gross margin percentage",
                "humidity",
            )
        ),
    ],
)
def test_amounts_add_up_and_prices_rates_and_flags_do_not(name, adds):
    assert adds_up(name) == adds
