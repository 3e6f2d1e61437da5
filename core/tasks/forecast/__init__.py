"""Forecasting a series: everything of this task."""
