"""What the Train page draws of a network while it learns: plain arrays and words."""
