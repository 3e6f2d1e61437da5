"""Tag: train networks to tell each word's tag, judge them, and tag sentences with them."""

from app.task_page import task_page

task_page("tag")
