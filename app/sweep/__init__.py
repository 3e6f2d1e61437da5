"""The page of sweeps: what is tried, how far it is, what was found."""
