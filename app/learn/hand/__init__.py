"""A cell by hand: sliders for its weights and gates, its curves at once, and challenges to meet with them."""
