"""What every number means: the paragraphs of "How we judge", their sources, which number leads to which."""
