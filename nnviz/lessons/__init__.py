"""Lessons: a text that sets up pictures, asks, and is checked against the networks that it speaks of."""

from nnviz.lessons.model import Card, Lesson, Mark, Setup, Step

__all__ = ["Card", "Lesson", "Mark", "Setup", "Step"]
