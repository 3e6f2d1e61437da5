"""The toy's page."""

from app.task_page import task_page

task_page("toy")
