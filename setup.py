"""What a wheel holds: everything below the one package `unrolled`, so that no name of ours stands alone.

The product is imported by its own names (`core`, `app`), from a folder that `unrolled` puts on the path.
"""

from setuptools import find_namespace_packages, setup

INNER = "unrolled.product"
PARTS = ("core", "app", "pages")
FOUND = find_namespace_packages(include=[name for part in PARTS for name in (part, f"{part}.*")])
DATA = ["*.csv", "*.tsv", "*.json", "*.jsonl", "*.parquet", "*.zip", "*.gz", "*.txt", "*.svg", "*.py"]

setup(
    packages=["unrolled", INNER, *(f"{INNER}.{name}" for name in FOUND)],
    package_dir={"unrolled": "unrolled", INNER: ".", **{f"{INNER}.{part}": part for part in PARTS}},
    package_data={
        "unrolled": ["py.typed"],
        INNER: ["streamlit_app.py", ".streamlit/config.toml"],
        **{f"{INNER}.{name}": DATA for name in FOUND},
    },
    include_package_data=False,
)
