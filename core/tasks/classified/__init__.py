"""What tasks that tell classes share: answers, judging, the outcome, its words; each names its examples."""
