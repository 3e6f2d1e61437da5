"""All that knows Streamlit, Plotly or a human language."""
