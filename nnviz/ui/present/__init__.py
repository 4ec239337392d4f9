"""Before a hall: what the class sees on its display, and what the presenter sees on another."""
