"""The training engine: takes queued runs from the store, hands them to Dask, writes what happened."""
