"""What a tree comes to in a world."""
