"""The workbook of new rows: the new forecast, every earlier one beside what came, and the scores."""

from dataclasses import asdict

import pandas as pd

from app.exports.headings import in_words
from app.exports.workbook import Sheet, workbook
from app.i18n import Translate
from app.names import experiment_name
from app.numbers import figure, moments
from app.tasks.forecast.new_rows.tables import record_table, told_table
from core.tasks.forecast.new_rows.predicting import Live
from core.tasks.forecast.new_rows.summary import track_of
from core.tasks.forecast.new_rows.track_words import track_sentence


def rows_workbook(t: Translate, known: Live) -> bytes:
    """Write it; names of sheets and columns are words of one language."""
    found = track_of(known)
    shown = moments(known.outcome.history.index.append(known.told[-1].times))
    sheets = [
        Sheet(t("rows.csv.forecast"), t("rows.title", origin=shown(known.told[-1].origin)),
              in_words(t, told_table(known.told[-1]))),
        Sheet(t("rows.csv.record"), t("rows.record.about"), in_words(t, record_table(known)), names=2),
    ]  # fmt: skip
    if found.methods:
        scores = pd.DataFrame([asdict(one) for one in found.methods]).set_index("name")
        scores = scores.rename_axis("method")
        sheets.append(Sheet(t("rows.track"), t("rows.track.about"), in_words(t, scores)))
    lines = [experiment_name(t, known.experiment), track_sentence(t, found, figure, shown)]
    return workbook(t("sheet.tab.about"), lines, sheets, (t("sheet.sheet"), t("sheet.holds")))
