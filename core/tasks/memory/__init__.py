"""The memory lab, made-up problems that only a memory solves: everything of this task."""
