"""The page of all forecasts that were followed: how they did since."""
