"""What can be done with a sequence: prepare examples, report results. numpy only."""
