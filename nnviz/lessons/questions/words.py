"""What is said of questions and answers, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document, Target
from nnviz.lessons.answers import Answer
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.questions.judging import Judgement, judged
from nnviz.lessons.questions.model import Choice, Click, Make, Number, Question
from nnviz.scene.words import names
from nnviz.scene.words.numbers import whole

HEADS = {"choice": "Choose", "number": "Predict", "click": "Point at it", "make": "Make it so"}
"""What stands over a question, by its kind."""
MODEL, YOU = "The model says", "You said"
LONGEST = 14
"""Characters of what can stand beside another answer."""


@dataclass(frozen=True)
class Verdict:
    """What is said to an answer: all of it in one ``sentence``, and, where two answers differ, the two beside
    each other. ``judgement`` is by the network as it is now; ``was_right`` when it was given, None where it
    was only shown."""

    sentence: str
    judgement: Judgement
    was_right: bool | None
    given: str = ""
    model: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether the answer and the network's own are to stand beside each other: both are short."""
        if not self.given or not self.model or max(len(self.given), len(self.model)) > LONGEST:
            return False
        return not (self.was_right and self.judgement.is_right)


def tolerances(question: Number) -> tuple[str, ...]:
    """Which numbers are right, in a sentence; shorter ones for where room is short."""
    if not question.tolerance:
        return "Only the model’s own number is right.", "Only the exact number is right."
    near = f"Within {whole(question.tolerance)}"
    return tuple(
        f"{near}{rest} is right." for rest in (" of the model’s own number", " of the model’s number", "")
    )


def verdict(question: Question, answer: Answer, facts: Facts) -> Verdict:
    """What is said to an answer now; the network may be another than when it was given."""
    found = judged(question, facts, answer.given)
    if found.key.trouble and not found.is_right:
        return Verdict(found.key.trouble, found, answer.is_right)
    if isinstance(question, Make):
        return Verdict(_made(found, answer), found, answer.is_right)
    model = key_words(question, found)
    given = given_words(question, answer.given, facts.document)
    return Verdict(_sentence(question, found, answer, given, model), found, answer.is_right, given, model)


def key_words(question: Question, found: Judgement) -> str:
    """What the network says, as it stands in a sentence."""
    is_class = isinstance(question, Choice) and question.of_classes
    return f"“{found.key_text}”" if is_class and found.key_text else found.key_text


def given_words(question: Question, given: int | float | Target | None, document: Document) -> str:
    """What a person answered; nothing where their answer is a sentence that stands there anyway."""
    if given is None or isinstance(question, Make):
        return ""
    if isinstance(given, Target):
        return names.unit(document, given.layer, given.unit)
    if isinstance(question, Choice):
        return f"“{names.class_name(document, int(given))}”" if question.of_classes else ""
    return whole(float(given))


def where_to_click(question: Click, document: Document) -> tuple[str, ...]:
    """What a hand is to do for an answer; shorter forms for where room is short."""
    if question.layer >= len(document.network.shapes):
        return (f"This network has no layer {question.layer}.",)
    alone = names.layer_as_noun(document, question.layer)
    where = names.layer_in_sentence(document, question.layer)
    if alone.endswith(" layer") or not question.layer:
        where = f"the {alone[0].lower()}{alone[1:]}"
    return f"Click it on the canvas, in {where}.", f"Click it, in {where}.", "Click it on the canvas."


def _made(found: Judgement, answer: Answer) -> str:
    if found.is_right:
        return "Yes, it holds."
    return "It held. With what has changed since, it doesn’t." if answer.is_right else "It doesn’t hold yet."


def _sentence(question: Question, found: Judgement, answer: Answer, given: str, model: str) -> str:
    told = f"{MODEL} {model}." if given or not isinstance(question, Choice) else f"{MODEL}: {model}."
    if answer.is_right is None:
        return told
    if answer.is_right and found.is_right:
        return f"Yes, {given}. {told}" if given else "Yes. The model says so itself."
    changed = answer.is_right != found.is_right
    now = f"Now {told[0].lower()}{told[1:]}" if changed else told
    if answer.is_right:
        return f"Yes, {given} was right. {now}" if given else f"Yes, that was right. {now}"
    return f"{YOU} {given}. {now}" if given else now
