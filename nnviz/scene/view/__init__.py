"""What is looked at: camera, levels of the zoom, what lies under a point, what a search finds."""
