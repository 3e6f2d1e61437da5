"""Views into trained networks. Heavy: imports Keras."""
