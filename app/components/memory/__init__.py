"""What the memory lab shows."""
