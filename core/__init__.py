"""Recurrent networks and their honest evaluation; nothing here knows Streamlit or Plotly."""
