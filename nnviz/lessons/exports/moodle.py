"""Questions as Moodle reads them: its XML, each with the picture of its moment."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from nnviz.lessons.exports.html import text
from nnviz.lessons.exports.items import Exported, Item, LeftOut, Reply, items
from nnviz.lessons.model import Lesson
from nnviz.lessons.staging import Staged

Picture = Callable[[Staged], bytes | None]
"""A PNG of what a step shows, or None where it shows nothing."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
PICTURE, CAPTION = "moment.png", "What the network shows at this moment."


def moodle_xml(lesson: Lesson, picture: Picture | None = None) -> Exported:
    """All questions of a lesson but those that need a live network, in a category of its name.

    Raises:
        NNVizError: a card can't be set up.
    """
    quiz = Element("quiz")
    quiz.append(_category(lesson.title or lesson.name))
    left_out: list[LeftOut] = []
    pictures: dict[tuple[int, int], bytes | None] = {}
    for step, found in items(lesson):
        if isinstance(found, LeftOut):
            left_out.append(found)
            continue
        place = step.card, step.step
        if place not in pictures:
            pictures[place] = None if picture is None else picture(step)
        quiz.append(_question(found, pictures[place]))
    ElementTree.indent(quiz)
    written = f"{HEAD}\n{ElementTree.tostring(quiz, encoding='unicode')}\n"
    return Exported(written, len(quiz) - 1, tuple(left_out))


def _category(name: str) -> Element:
    question = Element("question", type="category")
    # A slash begins a category within the one before it; two are the sign itself.
    _text(SubElement(question, "category"), f"$course$/top/{text(name).replace('/', '//')}")
    return question


def _question(item: Item, picture: bytes | None) -> Element:
    question = Element("question", type="numerical" if item.kind == "number" else "multichoice")
    _text(SubElement(question, "name"), item.name)
    asked = SubElement(question, "questiontext", format="html")
    shown = f'<p><img src="@@PLUGINFILE@@/{PICTURE}" alt="{CAPTION}"></p>' if picture else ""
    _text(asked, f"<p>{item.ask}</p>{shown}")
    if picture:
        file = SubElement(asked, "file", name=PICTURE, path="/", encoding="base64")
        file.text = b64encode(picture).decode("ascii")
    _html(question, "generalfeedback", item.explained)
    SubElement(question, "defaultgrade").text = "1"
    if item.kind == "choice":
        SubElement(question, "single").text = "true"
        SubElement(question, "shuffleanswers").text = "false"
        SubElement(question, "answernumbering").text = "none"
    for reply in item.replies:
        question.append(_answer(reply, item.kind))
    return question


def _answer(reply: Reply, kind: str) -> Element:
    is_number = kind == "number"
    answer = Element(
        "answer",
        fraction="100" if reply.is_right else "0",
        format="moodle_auto_format" if is_number else "html",
    )
    _text(answer, reply.text)
    if is_number:
        SubElement(answer, "tolerance").text = repr(reply.tolerance)
    _html(answer, "feedback", reply.feedback)
    return answer


def _html(parent: Element, name: str, inside: str) -> None:
    _text(SubElement(parent, name, format="html"), inside)


def _text(parent: Element, inside: str) -> None:
    SubElement(parent, "text").text = inside
