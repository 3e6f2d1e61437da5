"""The way to scoring texts, on Home."""

import streamlit as st

from app.components.later import Picture
from app.i18n import Translate
from app.navigation import open_page
from core.tasks.sentiment.spec import SentimentSpec


def card(t: Translate) -> list[Picture]:
    """Draw it; it has no chart."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{t('card.texts')}** {t('card.texts.about')}", width="stretch")
        if st.button(t("card.texts.open"), icon=":material/sentiment_satisfied:", key="home.texts"):
            open_page(SentimentSpec.kind)
    return []
