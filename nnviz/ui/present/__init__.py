"""Before a hall: what the class sees on its display, what the presenter sees on another, and what both hear."""
