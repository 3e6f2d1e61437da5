"""The store of experiments and runs: the only thing that pages, engine and command line share."""
