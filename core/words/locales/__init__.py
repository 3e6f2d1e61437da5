"""The screens' sentences, one file per language: data, which pages and the command line read alike."""

from pathlib import Path

FOLDER = Path(__file__).parent
