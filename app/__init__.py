"""All that knows Streamlit, Plotly or a human language."""

import os

# Arrow reads it as it is imported, which nothing has done yet. Its own allocator keeps what it has taken
# once: 29 MB after a sample was written. The system's gives it back (see `app.process`).
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
