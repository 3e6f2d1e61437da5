"""Where series come from, and the one shape they all take."""
