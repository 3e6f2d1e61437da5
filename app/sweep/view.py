"""A sweep at its address, in whichever state it is."""

import streamlit as st

from app.changes import score_the_best
from app.components.about import links
from app.components.saving import csv_button, dialect_choice
from app.components.table import table
from app.errors import explained, failure, literal, sentence
from app.experiments.live import REFRESH
from app.experiments.renaming import edit_sweep
from app.experiments.start import open_experiment
from app.experiments.to_compare import comparable_ids, open_comparison
from app.experiments.to_sweep import new_sweep
from app.experiments.whose import whose_note
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import sweep_name
from app.people import is_own, may_change
from app.store import known_data, open_store, sweep_result
from app.sweep.picture import picture
from app.sweep.progress import sweep_progress
from app.sweep.tables import MOST_ROWS, pair_rows, ranking_rows, sweep_table
from app.sweep.words import headline, judged_words, on_what, reasons, setting_words, sweep_line
from core.errors import UserError
from core.store.records import Experiment
from core.store.states import ENDED
from core.store.trouble import StoreTrouble
from core.sweeps.records import Sweep, Trial
from core.sweeps.report import SweepReport, winner_of
from core.sweeps.rows import sweep_of, trials_of


def sweep_view(t: Translate, sweep: Sweep) -> None:
    """Draw the sweep: what was found first, then the picture, the ranking and the tests."""
    store = open_store()
    trials, experiment = trials_of(store.engine, sweep.id), winner_of(store, sweep)
    _header(t, sweep, experiment)
    _going_on(t, sweep, trials, experiment)
    if sweep.error:
        st.error(sentence(t, sweep.error["key"], sweep.error["facts"]), icon=":material/error:")
    if not trials:
        if sweep.state == "running":
            st.info(t("sweep.begins"), icon=":material/hourglass_top:")
        return
    report = sweep_result(store, sweep, trials)
    if report.advice:
        _card(t, sweep, report, trials, experiment)
    _score_best(t, sweep, report)
    st.subheader(t("sweep.picture"))
    picture(t, sweep, trials)
    _ranking(t, sweep, trials)
    _failures(t, sweep, trials)
    _tests(t, sweep, report)


def _header(t: Translate, sweep: Sweep, experiment: Experiment | None) -> None:
    left, right = st.columns([5, 3], vertical_alignment="bottom")
    left.title(literal(sweep_name(t, sweep)))
    with right.container(horizontal=True, horizontal_alignment="right"):
        if experiment and st.button(
            t("sweep.open_winner"), icon=":material/emoji_events:", key="sweep.open_winner"
        ):
            open_experiment(experiment.id, experiment.task)
        if st.button(t("sweep.new"), icon=":material/add:", key="sweep.new"):
            new_sweep()
        if may_change(sweep.owner) and not is_own(sweep.owner):
            edit_sweep(t, sweep)
    with explained(t):
        st.caption(on_what(t, sweep.spec.base, known_data(sweep.spec.base, sweep.data_name)))
    st.caption(sweep_line(t, sweep))
    whose_note(t, "sweep", sweep.owner)


def _going_on(t: Translate, sweep: Sweep, trials: list[Trial], experiment: Experiment | None) -> None:
    """While anything is to come, look again and again, and draw anew when something has ended."""
    scoring = open_store().runs(experiment.id) if experiment else []
    ended = sum(run.state in ENDED for trial in trials for run in trial.runs)
    scored = sum(run.state in ENDED for run in scoring)
    if sweep.state == "running" or any(not trial.ended for trial in trials) or scored < len(scoring):
        st.fragment(_look, run_every=REFRESH)(t, sweep.id, (sweep.state, ended, scored, len(trials)))


def _look(t: Translate, id: str, drawn: tuple[str, int, int, int]) -> None:
    store = open_store()
    with explained(t):
        try:
            sweep = sweep_of(store.engine, id)
        except StoreTrouble:
            raise
        except UserError:
            st.rerun()  # deleted meanwhile: the page says so
        trials, experiment = trials_of(store.engine, id), winner_of(store, sweep)
        scoring = store.runs(experiment.id) if experiment else []
        ended = sum(run.state in ENDED for trial in trials for run in trial.runs)
        scored = sum(run.state in ENDED for run in scoring)
        if (sweep.state, ended, scored, len(trials)) != drawn:
            st.rerun()
        sweep_progress(t, sweep, trials, scoring)


def _card(
    t: Translate, sweep: Sweep, report: SweepReport, trials: list[Trial], experiment: Experiment | None
) -> None:
    """What to use, with its reasons; only on what has ended, which is said while it goes on."""
    with st.container(border=True):
        st.markdown(f"## {literal(headline(t, sweep, report))}")
        for reason in reasons(t, sweep, report, experiment):
            st.markdown(reason)
        tried = sum(trial.ended and trial.state != "stopped" for trial in trials)
        st.caption(t("sweep.chosen", tried=tried, settings=sweep.spec.settings))
        st.caption(links(t, "verdict", "skill", "seeds", "diebold_mariano", "holm"))


def _score_best(t: Translate, sweep: Sweep, report: SweepReport) -> None:
    """After Stop nothing is scored by itself: whoever stopped may want nothing more."""
    if sweep.state != "stopped":
        return
    st.info(t("sweep.stopped", tried=len(report.ranking)), icon=":material/stop_circle:")
    best = report.ranking[0] if report.ranking and may_change(sweep.owner) else None
    if best and st.button(
        t("sweep.score_best", setting=setting_words(t, sweep.spec, best)), type="primary", key="sweep.score"
    ):
        with explained(t):
            score_the_best(sweep.id)
            st.rerun()


def _ranking(t: Translate, sweep: Sweep, trials: list[Trial]) -> None:
    st.subheader(t("sweep.ranking"))
    table(ranking_rows(t, sweep, trials), names=2)
    st.caption(t(f"sweep.ranking.about.{sweep.task}"))
    if len(trials) > MOST_ROWS:
        st.caption(t("sweep.ranking.more", shown=MOST_ROWS, tried=len(trials)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = f"{file_stem(sweep_name(t, sweep))}-sweep.csv"
        csv_button(t, t("sweep.download"), lambda: sweep_table(trials), name, key="sweep.download")
        dialect_choice(t, where="sweep")


def _failures(t: Translate, sweep: Sweep, trials: list[Trial]) -> None:
    """Why settings failed, a sentence for each different reason; they cannot win and end nothing."""
    reasons: dict[str, list[str]] = {}
    for trial in trials:
        if trial.state == "failed" and trial.error:
            reason = failure(t, trial.error, sweep.spec.base)
            reasons.setdefault(reason, []).append(setting_words(t, sweep.spec, trial))
    for reason, settings in reasons.items():
        told = t("words.because", names=t("words.pause").join(settings), reason=reason)
        st.warning(told, icon=":material/warning:")


def _tests(t: Translate, sweep: Sweep, report: SweepReport) -> None:
    if not report.pairs:
        return
    st.subheader(t("sweep.tests"))
    table(pair_rows(t, report), names=2)
    facts = {"tests": report.tests, "judged": judged_words(t, sweep, report)}
    st.caption(t("sweep.tests.about" if report.tests else "sweep.tests.none", **facts))
    if st.button(t("sweep.compare"), icon=":material/compare_arrows:", key="sweep.compare"):
        winner = comparable_ids(sweep.winner) if sweep.winner else []
        open_comparison([*winner, *(run.id for trial in report.best for run in trial.runs)])
