"""The text of a lesson: from a file to a :class:`nnviz.lessons.model.Lesson`, or to what is wrong and where."""

from nnviz.errors import LessonError
from nnviz.lessons.text.reading import Reading, parse, problems, read, reading

__all__ = ["LessonError", "Reading", "parse", "problems", "read", "reading"]
