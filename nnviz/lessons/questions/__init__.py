"""Questions: their kinds, and their keys, which the open network is asked for."""

from nnviz.lessons.questions.judging import Given, Judgement, judged
from nnviz.lessons.questions.key import Key, class_names, key_of, kind_of, options_of
from nnviz.lessons.questions.model import Choice, Click, Make, Number, Option, Question, Wrong

__all__ = [
    "Choice",
    "Click",
    "Given",
    "Judgement",
    "Key",
    "Make",
    "Number",
    "Option",
    "Question",
    "Wrong",
    "class_names",
    "judged",
    "key_of",
    "kind_of",
    "options_of",
]
