"""Badges say on what an experiment's figures rest."""

from types import SimpleNamespace

from app.experiments.badges import device_badges
from app.i18n import translator

T = translator("en")


def run(cell, kernel, reason="kernel_fast", device="CPU"):
    return SimpleNamespace(cell=cell, kernel=kernel, kernel_reason=reason, device=device)


def test_kernels_that_differ_are_told_with_their_cells():
    runs = [
        run("", None),
        run("rnn", "standard", "kernel_short_run"),
        run("lstm", "fast"),
        run("gru", "fast"),
    ]
    told = [badge.text for badge in device_badges(T, [*runs, *runs])]
    assert told == ["CPU\u00a0· standard kernel · RNN", "CPU\u00a0· fast kernel · LSTM, GRU"]


def test_one_kernel_for_all_needs_no_names():
    assert [badge.text for badge in device_badges(T, [run("rnn", "fast"), run("gru", "fast")])] == [
        "CPU\u00a0· fast kernel"
    ]
    assert device_badges(T, [run("rnn", None)]) == []
