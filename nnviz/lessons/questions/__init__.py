"""Questions: their kinds, and their keys, which the open network is asked for."""

from nnviz.lessons.questions.model import Choice, Click, Make, Number, Option, Question, Wrong

__all__ = ["Choice", "Click", "Make", "Number", "Option", "Question", "Wrong"]
