"""What the page Inside consists of: choosing an input, asking, and one module per view."""
