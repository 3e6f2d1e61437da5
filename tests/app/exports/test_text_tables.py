"""Files of classifiers: their rows are those of the file that was brought."""

import csv
import io

from app.tasks.sentiment.export.tables import predictions_table, texts_csv
from core.store.kept_texts import keep_file
from core.store.store import Store
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.spec import SentimentSpec
from tests.texts import fill_texts


def test_rows_are_those_of_the_file_though_repeats_and_empty_ones_were_left_out(home):
    lines = [f"{'ab'[n % 2]},text number {n // 2 if n % 5 == 0 else n}" for n in range(60)]
    lines[7] = "a,"
    body = "\n".join(["label,text", *lines]).encode()
    store = Store(home)
    facts = keep_file(store, body, "a.csv").get()
    assert facts.report.texts < 60
    table = list(
        csv.DictReader(
            io.StringIO(
                texts_csv(store.texts(facts.sha256), advised(facts).of(SentimentSpec)).decode("utf-8-sig")
            )
        )
    )
    assert len(table) == facts.report.texts
    for row in table:
        assert lines[int(row["row"]) - 1] == f"{row['label']},{row['text']}"
    store.close()


def test_predictions_name_rows_from_one(home):
    store = Store(home)
    experiment = store.experiment(fill_texts(store))
    outcome = text_outcome(store, experiment, store.runs(experiment.id))
    places = outcome.rows.tolist()
    table = predictions_table(
        outcome, store.texts_of(experiment.data, places), store.file_rows(experiment.data, places)
    )
    assert table.index.tolist() == [place + 1 for place in places]
    assert table.loc[places[3] + 1, "text"] == store.texts(experiment.data).frame["text"][places[3]]
    store.close()
