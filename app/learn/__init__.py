"""The path through recurrent networks: its steps, and the experiments behind their buttons."""
