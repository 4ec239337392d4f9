"""Files made from what is shown: pictures, by the same painter as the screen."""
