"""Small files and pastes that stop everybody where they are read in the process that serves the pages."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Error

from benchmarks.abuse import crafted
from benchmarks.abuse.browsing import (
    UNEXPLAINED,
    alerts,
    answer,
    choose,
    paste,
    settle,
    upload,
    visiting,
    words,
)
from benchmarks.abuse.stage import Attack, Stage, Told

FILES, EACH = 20, 19  # of one visit; megabytes
FIELDS = {"forecast": ("data.file", "data.paste"), "sentiment": ("text.file", "text.paste")}
NEVER = "[data-testid=never]"
PUT = """async ([place, count, size]) => {
  const cookie = document.cookie.split('; ').find(one => one.startsWith('_streamlit_xsrf='));
  const headers = {'X-Xsrftoken': cookie ? cookie.slice(cookie.indexOf('=') + 1) : ''};
  const codes = [];
  for (let n = 0; n < count; n++) {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(size)]), `${n}.csv`);
    try {
      codes.push((await fetch(`${place}/${crypto.randomUUID()}`, {method: 'PUT', body, headers})).status);
    } catch { codes.push(0); }
  }
  return codes;
}"""


def sent_file(page: str, name: str, body: Callable[[], bytes], stage: Stage) -> Told:
    """Upload a file, and see what is said."""
    known = words(stage.served.app)
    with visiting(stage, page) as tab:
        choose(tab, known["source.file"], stage.patience)
        before = alerts(tab)
        upload(tab, known[FIELDS[page][0]], name, body())
        return _said(answer(tab, before, stage.patience))


def pasted(page: str, text: Callable[[], str], stage: Stage) -> Told:
    """Paste a text, and see what is said."""
    known = words(stage.served.app)
    with visiting(stage, page) as tab:
        choose(tab, known["source.paste"], stage.patience)
        before = alerts(tab)
        paste(tab, known[FIELDS[page][1]], text())
        return _said(answer(tab, before, stage.patience))


def vectors(body: Callable[[], bytes], stage: Stage) -> Told:
    """Bring word vectors for the sample of texts."""
    known = words(stage.served.app)
    with visiting(stage, "sentiment") as tab:
        tab.get_by_text(known["setup.network"], exact=True).first.click()
        tab.get_by_text(known["setup.vectors"], exact=True).first.click()
        before = alerts(tab)
        upload(tab, known["vectors.file"], "vectors.txt.gz", body())
        return _said(answer(tab, before, stage.patience, NEVER))


def many_files(stage: Stage) -> Told:
    """Send file after file to the place where one visit's uploads are held."""
    known = words(stage.served.app)
    with visiting(stage, "forecast") as tab:
        choose(tab, known["source.file"], stage.patience)
        with tab.expect_request("**/_stcore/upload_file/**") as asked:
            upload(tab, known["data.file"], "small.csv", b"date,value\n2024-01-01,1\n2024-01-02,2\n")
        settle(tab, stage.patience)
        codes = tab.evaluate(PUT, [asked.value.url.rpartition("/")[0], FILES, EACH << 20])
    taken = sum(200 <= code < 300 for code in codes)
    refused = ", ".join(sorted({str(code) for code in codes if not 200 <= code < 300}))
    return Told(f"{taken} of {FILES} taken{f', the others: {refused}' if refused else ''}", taken < FILES)


def nested(stage: Stage) -> Told:
    """Open the page of sweeps with a setup that is nested without end."""
    try:
        with visiting(stage, f"sweep?base={crafted.nested_base(6_000)}") as tab:
            return _said(UNEXPLAINED if tab.get_by_test_id("stException").count() else " ".join(alerts(tab)))
    except Error as error:
        return Told(str(error).splitlines()[0], False)


def _said(text: str) -> Told:
    """A sentence is as it should be; neither silence is nor an error without a reason."""
    return Told(text or "(nothing)", bool(text) and text != UNEXPLAINED)


def _small_csv() -> bytes:
    return b"date,value\n" + b"".join(
        b"2024-%02d-%02d,%d\n" % (1 + n // 28, 1 + n % 28, n) for n in range(300)
    )


def _decoded(make: Callable[[], bytes]) -> Callable[[], str]:
    return lambda: make().decode()


FORECAST, TEXTS = partial(sent_file, "forecast"), partial(sent_file, "sentiment")
FIGURES, LINES = partial(pasted, "forecast"), partial(pasted, "sentiment")
ATTACKS = tuple(
    Attack(name, make)
    for name, make in (
        ("nobody attacks: a CSV of 300 rows", partial(FORECAST, "small.csv", _small_csv)),
        (
            "Parquet: 40,000 rows point at two texts of 100,000 letters; for Forecast",
            partial(FORECAST, "dictionary.parquet", crafted.dictionary_parquet),
        ),
        ("the same for Sentiment", partial(TEXTS, "dictionary.parquet", crafted.dictionary_parquet)),
        (
            "Parquet: the footer says 10 rows, the row groups hold 20 million",
            partial(FORECAST, "lying.parquet", crafted.lying_parquet),
        ),
        ("gzip of one cell of 199 MB", partial(TEXTS, "cell.csv.gz", crafted.one_cell_gzip)),
        (
            "gzip of word vectors in one line of 60 MB",
            partial(vectors, crafted.one_line_vectors_gzip),
        ),
        (
            "workbook: 20,000 attributes in one tag",
            partial(FORECAST, "tag.xlsx", crafted.many_attributes_workbook),
        ),
        (
            "CSV: a date, 8,000 blanks and an x in one cell",
            partial(FORECAST, "blanks.csv", crafted.blank_date_csv),
        ),
        ("the same pasted", partial(FIGURES, _decoded(crafted.blank_date_csv))),
        ("20 KB of digits and separators pasted", partial(FIGURES, _decoded(crafted.separated_digits))),
        ("`<!--` again and again, 2 MB, pasted as a text", partial(LINES, crafted.comment_paste)),
        ("`&#999…;` pasted in a text", partial(LINES, crafted.entity_lines)),
        ("names of columns of 1 MB each", partial(FORECAST, "names.csv", crafted.long_names_csv)),
        ("20 files of 19 MB in one visit", many_files),
        ("`?base=` nested 6,000 deep", nested),
    )
)
