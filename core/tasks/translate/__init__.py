"""Translating: networks that read a sentence and write another one."""
