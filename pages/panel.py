"""Many series at once: choose them, set up, train, read the result. `?experiment=<id>` reopens one."""

from app.task_page import task_page

task_page("panel")
