"""What words of the field mean: where the pointer rests on one, below a text, and all in a list."""

from collections.abc import Iterable

import streamlit as st

from app.i18n import Translate, current_language
from core.words.glossary import ANCHOR, meaning, with_words, words


def text_with_words(text: str) -> list[str]:
    """Draw a text whose words are explained where the pointer rests on one; return their names."""
    marked, found = with_words(text, current_language())
    st.markdown(marked)
    return found


def explained_text(text: str, *, quiet: bool = False) -> None:
    """Draw a text on a page that does not list its words: they lead to the list of all.

    Args:
        text: Nothing that a person brought may stand in it.
        quiet: As a caption.
    """
    language = current_language()
    marked, _ = with_words(text, language, f"learn?tab=words&lang={language}")
    (st.caption if quiet else st.markdown)(marked)


def words_here(t: Translate, names: Iterable[str]) -> None:
    """What these words mean; the marked words lead here, which is all that a finger can do."""
    listed = list(dict.fromkeys(names))
    if listed:
        st.caption(f"**{t('glossary.here')}**")
        _list(listed)


def all_words(t: Translate) -> None:
    """Every word in order of the alphabet, or those that hold what is looked up."""
    language = current_language()
    known = words(language)
    st.markdown(t("glossary.intro", count=len(known)))
    asked = st.text_input(t("glossary.search"), key="glossary.search", icon=":material/search:").strip()
    wanted = asked.casefold()
    found = [name for name, forms in known.items() if any(wanted in form.casefold() for form in forms)]
    if found:
        _list(sorted(found, key=lambda name: known[name][0].casefold()))
    else:
        st.info(t("glossary.nothing", asked=asked), icon=":material/search_off:")


def _list(names: list[str]) -> None:
    language = current_language()
    rows = (
        f'<p id="{ANCHOR}{name}"><b>{words(language)[name][0]}</b> · {meaning(name, language)}</p>'
        for name in names
    )
    st.html(f'<div class="words">{"".join(rows)}</div>')
