"""The page of a table before a network learns from it."""
