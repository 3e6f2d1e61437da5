"""Times say which zone they are of."""

import streamlit as st

from app.moments import made

NOON = 1_764_417_600.0  # 2025-11-29 12:00 UTC


def on_the_clock_of(monkeypatch, zone):
    monkeypatch.setattr(type(st.context), "timezone", property(lambda _: zone))


def test_a_moment_is_told_on_the_visitors_clock(monkeypatch):
    on_the_clock_of(monkeypatch, "Asia/Shanghai")
    assert made(NOON) == "2025-11-29 20:00 UTC+8"


def test_half_hours_and_the_west_are_told_too(monkeypatch):
    for zone, told in (("Asia/Kolkata", "17:30 UTC+5:30"), ("America/St_Johns", "08:30 UTC−3:30")):
        on_the_clock_of(monkeypatch, zone)
        assert made(NOON) == f"2025-11-29 {told}"


def test_to_the_second_where_asked(monkeypatch):
    on_the_clock_of(monkeypatch, "Europe/Berlin")
    assert made(NOON + 5, exact=True) == "2025-11-29 13:00:05 UTC+1"


def test_without_a_known_zone_it_is_utc(monkeypatch):
    for zone in (None, "", "Nowhere/At_all", "../etc/passwd"):
        on_the_clock_of(monkeypatch, zone)
        assert made(NOON) == "2025-11-29 12:00 UTC"
