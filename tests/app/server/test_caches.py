"""What pages keep for one another has an end in bytes."""

import tomllib
from pathlib import Path

from streamlit.byte_util import config_max_cache_data_size_to_bytes

CONFIG = Path(__file__).resolve().parents[3] / ".streamlit/config.toml"


def test_what_pages_cache_takes_no_more_than_the_pages_themselves():
    told = tomllib.loads(CONFIG.read_text())["server"]["maxCacheDataSize"]
    assert config_max_cache_data_size_to_bytes(told) == 100 * 2**20
