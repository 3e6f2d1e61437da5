"""Translate: pairs of sentences in, networks that translate out, judged, and asked."""

from app.task_page import task_page

task_page("translate")
