"""Small pictures for the page Learn: each draws what a little computation found."""
