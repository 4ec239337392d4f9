"""Sizes that hold in all parts of the lab."""

FLOOR = 16.0
"""Smallest text of the lab, in the window's pixels."""
