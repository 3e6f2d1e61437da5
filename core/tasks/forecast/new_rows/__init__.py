"""New rows for networks that were trained: compared with what is known, joined, forecast from, scored."""
