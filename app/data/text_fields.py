"""How a file of texts was read, and what becomes of its labels; each can be set otherwise."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.charts.labels import short
from app.components.cell_fields import CellFields
from app.components.typed import line
from app.errors import LONGEST, literal
from app.i18n import Translate
from app.numbers import whole
from core.data.choices import Choices
from core.data.headers import MOST
from core.text.choices import TextChoices
from core.text.cleaning import MOST_TEXTS
from core.text.labels import FEWEST_PER_CLASS, MERGED, MOST_CLASSES
from core.text.reading import TextOutline

STARRED = {"1", "2", "3", "4", "5"}
RARE_TOLD = 6  # labels named in a question


class TextFields(CellFields):
    """Draws the fields of one file of texts; their keys belong to it, so that another file starts afresh."""

    def file(self, seen: TextOutline, place: DeltaGenerator) -> Choices:
        """Encoding, separator, header and sheet."""
        left, right = place.columns(2)
        choices = self._cells(seen, left, right)
        if seen.header_rows is not None:
            lines = self._choose(left, "header_rows", range(MOST + 1), str(seen.header_rows))
            choices = replace(choices, header_rows=lines)
        return choices

    def labels(self, counts: dict[str, int], rows: int) -> TextChoices:
        """What becomes of the labels: names, stars, rare ones; and how many texts are drawn."""
        found = TextChoices(rare=self._rare(counts), stars=self._stars(counts), sample=self._sample(rows))
        return replace(found, names=self._names(counts))

    def _rare(self, counts: dict[str, int]) -> str | None:
        """Ask what to do with classes that are too small, or too many."""
        places = {label: place for place, label in enumerate(counts)}
        rare = [one for one, n in counts.items() if n < FEWEST_PER_CLASS or places[one] >= MOST_CLASSES]
        if not rare or len(counts) - len(rare) < 1:
            return None
        told = self.t("words.comma").join(f"{label} ({whole(counts[label])})" for label in rare[:RARE_TOLD])
        ways = {"leave_out": self.t("text.rare.leave_out"), "merge": self.t("text.rare.merge", name=MERGED)}
        why_not = _why_not_merged(self.t, counts, rare)
        if why_not:
            ways.pop("merge")
        chosen = st.segmented_control(
            self.t(
                "text.rare", count=len(rare), labels=told + (", …" if len(rare) > RARE_TOLD else ""),
                texts=whole(sum(counts[label] for label in rare)), fewest=FEWEST_PER_CLASS, most=MOST_CLASSES,
            ),
            list(ways), format_func=ways.__getitem__, key=self._key(f"rare.{len(ways)}"),
            persist_state="session",
        )  # fmt: skip
        if why_not:
            st.caption(why_not)
        return chosen

    def _stars(self, counts: dict[str, int]) -> str:
        if not (len(counts) >= 3 and set(counts) <= STARRED and {"4", "5"} & set(counts)):
            return "five"
        ways = {"five": self.t("text.stars.five"), "sides": self.t("text.stars.sides")}
        chosen = st.segmented_control(
            self.t("text.stars"), list(ways), format_func=ways.__getitem__, default="five",
            key=self._key("stars"), persist_state="session",
        )  # fmt: skip
        return chosen or "five"

    def _sample(self, rows: int) -> int | None:
        """Of too many texts a sample is drawn, once that is clicked."""
        if rows <= MOST_TEXTS:
            return None
        wanted = st.checkbox(
            self.t("text.sample_drawn", rows=whole(rows), most=whole(MOST_TEXTS)),
            key=self._key("sample"), persist_state="session",
        )  # fmt: skip
        return MOST_TEXTS if wanted else None

    def _names(self, counts: dict[str, int]) -> tuple[tuple[str, str], ...]:
        """Other names for labels; equal names are one class, and an emptied one is left out."""
        if not 1 < len(counts) <= MOST_CLASSES:
            return ()
        found = []
        with st.expander(self.t("text.names"), icon=":material/edit:"):
            st.caption(self.t("text.names.help"))
            columns = st.columns(min(len(counts), 4))
            for place, (label, count) in enumerate(sorted(counts.items())):
                shown = literal(short(label, LONGEST))
                name = line(
                    self.t("text.names.label", label=shown, count=whole(count)), label, 60,
                    columns[place % len(columns)], key=self._key(f"name.{label}"), persist_state="session",
                )  # fmt: skip
                if name.strip() != label:
                    found.append((label, name.strip()))
        return tuple(found)


def _why_not_merged(t: Translate, counts: dict[str, int], rare: list[str]) -> str:
    """Why the rare labels would make no class together; empty where they do."""
    kept = set(counts) - set(rare)
    together = sum(counts[label] for label in {*rare, MERGED} & set(counts))
    if together < FEWEST_PER_CLASS:
        return t("text.rare.no_merge.few", texts=together, name=MERGED, fewest=FEWEST_PER_CLASS)
    if len({*kept, MERGED}) > MOST_CLASSES:
        return t("text.rare.no_merge.many", name=MERGED, most=MOST_CLASSES)
    return ""


def text_rows(t: Translate, seen: TextOutline, place: DeltaGenerator) -> None:
    """The first lines as they are in the file, and the first rows as they were read."""
    place.caption(t("file.raw"))
    place.code("\n".join(seen.raw), language=None)
    place.caption(t("file.read"))
    place.dataframe(seen.head, hide_index=True)
