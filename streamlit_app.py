"""Home, and what serves all pages: `streamlit run streamlit_app.py` starts here.

Streamlit imports this file once for the app that answers requests, and runs it as a script for each visit.
"""

if __name__ == "__main__":
    import streamlit as st

    from app.components.later import draw
    from app.frame import frame
    from app.home import cards, recent, steps

    t = frame("home")
    st.title(t("home.title"))
    st.markdown(t("home.subtitle"))
    pictures = cards(t)
    recent(t)
    pictures += steps(t)
    draw(pictures)
else:
    from streamlit.starlette import App

    from app.server import middlewares, opening

    app = App(__file__, middleware=middlewares(), lifespan=opening)
