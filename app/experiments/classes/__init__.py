"""Results of tasks that tell classes: verdict, tables and charts, whatever is classified.

What it is called, sentences say: their keys begin with `words`, as in `text_verdict.better`.
"""
