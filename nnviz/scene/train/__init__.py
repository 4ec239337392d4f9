"""What the Train page shows: curves, words, and the plane that a network divides."""
