"""What the activation lab shows, as numbers and words."""
