"""Series without labels that somebody brings: a file, or pasted lines."""

import hashlib
from dataclasses import dataclass
from functools import partial

import streamlit as st

from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.last_file import last_file, read_again
from app.i18n import Translate
from app.numbers import whole
from app.tasks.classify.columns import chosen_columns
from core.data.labelled.choices import AS_BROUGHT
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.unlabelled import MOST, Unlabelled, series_to_classify
from core.sandbox.forkserver import get_ready
from core.tasks.classify.telling import trained_on

READS = "core.data.labelled.unlabelled"  # what reads them


@dataclass(frozen=True, eq=False)
class Brought:
    """Series, and where they are from."""

    series: Unlabelled
    name: str  # of the file
    read: str  # another file, or the same read otherwise, is another one


def file_or_pasted(t: Translate, key: str) -> str:
    """Let a person choose between them."""
    kinds = {"file": t("classify.use.file"), "paste": t("classify.use.paste")}
    chosen: str = st.segmented_control(
        t("classify.use"), list(kinds), default="file", required=True, format_func=kinds.__getitem__,
        key=f"{key}.kind", label_visibility="collapsed",
    )  # fmt: skip
    return chosen


def brought_series(t: Translate, facts: LabelledFacts, kind: str, key: str) -> Brought | None:
    """The series, by what their columns were chosen to be; nothing as long as there are none.

    Args:
        facts: Of the series that were trained on, which these have to be like.
        kind: "file" or "paste".
        key: Begins the keys of the widgets.

    Raises:
        UserError: What is wrong with them.
    """
    given = (_pasted if kind == "paste" else _file)(t, key)
    if given is None:
        return None
    get_ready(READS)
    body, name = given
    scope, look = hashlib.sha256(body).hexdigest()[:12], f"{key}.read"
    read = partial(series_to_classify, body, name, trained=trained_on(facts))
    with being_read(t):
        last = last_file(look, (scope, name, facts.sha256), scope, AS_BROUGHT, read)
        chosen = chosen_columns(t, last.first.outline, last.read.outline, last.choices, key, scope)
        if chosen != last.choices:
            read_again(look, last, chosen, read)
    return Brought(last.read.get(), name, f"{scope}.{last.choices!r}")


def _file(t: Translate, key: str) -> tuple[bytes, str] | None:
    given = st.file_uploader(
        t("classify.use.upload"), key=f"{key}.upload", help=t("classify.use.upload.help", most=whole(MOST))
    )
    return None if given is None else (given.getvalue(), given.name)


def _pasted(t: Translate, key: str) -> tuple[bytes, str] | None:
    text = area(
        t("classify.use.pasted"), MOST_DATA, key=f"{key}.pasted", height=120,
        placeholder=t("classify.use.pasted.placeholder"), persist_state="session",
    )  # fmt: skip
    return (text.encode("utf-8", "replace"), t("labelled.pasted")) if text.strip() else None
