"""Whole series with a label each: one shape, samples, and the readers of what people bring."""
