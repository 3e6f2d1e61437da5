"""Small pictures for "How we judge": each draws what a little computation found, by the rule it explains."""
