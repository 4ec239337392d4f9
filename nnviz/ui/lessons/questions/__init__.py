"""Questions in the window: the box in which one is asked and answered, and the bars of a show of hands."""

from nnviz.ui.lessons.questions.bars import Bar, paint_tally
from nnviz.ui.lessons.questions.box import QuestionBox, question_box
from nnviz.ui.lessons.questions.hands import bars_of

__all__ = ["Bar", "QuestionBox", "bars_of", "paint_tally", "question_box"]
