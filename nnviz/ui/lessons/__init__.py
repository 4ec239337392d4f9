"""Lessons in the window: the panel beside the pages, the page of all lessons."""
