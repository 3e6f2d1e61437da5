"""Home, and what serves all pages: `streamlit run streamlit_app.py` starts here.

Streamlit imports this file once for the app that answers requests, and runs it as a script for each visit.
"""

if __name__ == "__main__":
    import streamlit as st

    from app.frame import frame
    from app.home import cards, draw, recent, steps, texts_card

    t = frame("home")
    st.title(t("home.title"))
    st.markdown(t("home.subtitle"))
    pictures = cards(t)
    texts_card(t)
    recent(t)
    pictures += steps(t)
    draw(pictures)
else:
    from streamlit.starlette import App

    from app.server import middlewares, opening

    app = App(__file__, middleware=middlewares(), lifespan=opening)
