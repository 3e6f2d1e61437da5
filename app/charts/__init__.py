"""Charts: facts are gathered first and drawn second, so that numbers are tested without parsing pictures."""
