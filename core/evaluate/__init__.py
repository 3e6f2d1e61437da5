"""What every number means: scores, simple methods, intervals, significance, verdicts, audits."""
