"""Memory lab: choose a problem that needs a memory, train cells on it, see who learns and why."""

from app.task_page import task_page

task_page("memory")
