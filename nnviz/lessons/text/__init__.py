"""The text of a lesson: from a file to a :class:`Lesson`, or to what is wrong with it and where."""

from nnviz.errors import LessonError
from nnviz.lessons.text.reading import Reading, parse, problems, problems_of, read, reading
from nnviz.lessons.text.template import template

__all__ = ["LessonError", "Reading", "parse", "problems", "problems_of", "read", "reading", "template"]
