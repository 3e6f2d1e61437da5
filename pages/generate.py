"""Write: train networks to tell the next character of a text, judge them, and let them go on with it."""

from app.task_page import task_page

task_page("generate")
