"""Choosing data: samples, files, tickers, texts; and what was understood of them."""
