"""What the Train page shows and says of a network while it learns: plain arrays and words."""
