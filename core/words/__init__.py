"""Sentences of the screens, as data: filled, translated, and put together from facts."""
