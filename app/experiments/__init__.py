"""What the pages of all experiments share: their list, their head, what goes on, what can be taken home."""
