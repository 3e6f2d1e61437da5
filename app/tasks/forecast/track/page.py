"""What was sent, how it went, which method would have been best, and whether inputs have moved."""

import streamlit as st

from app.components.table import table
from app.errors import literal
from app.experiments.start import open_experiment
from app.experiments.whose import listed_owners
from app.i18n import Translate
from app.names import experiment_name
from app.numbers import figure, moments, percent, whole
from app.store import open_store, outcome
from app.tasks.forecast.track.words import drift_words, found_words
from core.store.records import Experiment
from core.tasks.forecast.new_rows.records import Recorded, records
from core.tasks.forecast.new_rows.track_words import track_sentence
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word

LOOKS = {"worse": st.warning, "as_promised": st.success}


def track_record(t: Translate) -> None:
    """Draw a line on all, then a table, then each experiment."""
    found = list(records(open_store(), listed_owners(t, "track"), _judged))
    if not found:
        st.info(t("track_page.none"), icon=":material/update:")
        return
    st.markdown(t("track_page.line", **_counted(found)))
    table([_row(t, one) for one in found])
    st.caption(t("track_page.about"))
    for one in found:
        _one(t, one)


def _judged(experiment: Experiment) -> Outcome | None:
    known: Outcome | None = outcome(open_store(), experiment, open_store().runs(experiment.id))
    return known


def _counted(found: list[Recorded]) -> dict[str, int]:
    best = sum(one.best is not None and one.best.name == one.live.told[-1].sent for one in found)
    return {
        "experiments": len(found),
        "forecasts": sum(one.track.told for one in found),
        "scored": sum(one.track.scored for one in found),
        "judged": sum(one.best is not None for one in found),
        "best": best,
        "worse": sum(one.track.finding == "worse" for one in found),
        "moved": sum(bool(one.moved) for one in found),
    }


def _row(t: Translate, one: Recorded) -> dict[str, str]:
    sent, best, track = one.track.sent, one.best, one.track
    row = {
        t("column.experiment"): experiment_name(t, one.live.experiment),
        t("column.sent"): method_word(t, one.live.told[-1].sent),
        t("column.forecasts"): f"{whole(track.scored)} / {whole(track.told)}",
        t("column.mae_since"): figure(sent.mae if sent else None),
        t("column.mae_promised"): figure(sent.promised if sent else None),
        t("column.best_since"): method_word(t, best.name) if best else "–",
    }
    for held in track.held:
        share = percent(held.inside / held.values, 0) if held.values else "–"
        row[t("column.held", level=percent(held.level, 0))] = share
    return row | {t("column.finding"): found_words(t, one)}


def _one(t: Translate, one: Recorded) -> None:
    known, told = one.live, one.live.told[-1]
    shown = moments(known.outcome.history.index.append(told.times))
    with st.container(border=True, gap="small"):
        if st.button(
            literal(experiment_name(t, known.experiment)), type="tertiary", icon=":material/arrow_outward:",
            key=f"track.open.{known.experiment.id}",
        ):  # fmt: skip
            open_experiment(known.experiment.id, known.experiment.task)
        LOOKS.get(one.track.finding, st.info)(track_sentence(t, one.track, figure, shown))
        best = one.best
        if best is not None and best.name != told.sent:
            st.markdown(t("track_page.best", method=method_word(t, best.name), mae=figure(best.mae)))
        st.caption(drift_words(t, one))
