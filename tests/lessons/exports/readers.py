"""What a learning platform reads in our files. GIFT is read as Moodle 4 reads it
(``question/format/gift/format.php``): escapes become placeholders first, then comments go, then the parts are
told apart by their signs, and at last the placeholders become what they stand for."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from xml.etree import ElementTree

_PLACES = {
    r"\:": "&&058;",
    r"\#": "&&035;",
    r"\=": "&&061;",
    r"\{": "&&123;",
    r"\}": "&&125;",
    r"\~": "&&126;",
}
_SIGNS = {
    "&&058;": ":",
    "&&035;": "#",
    "&&061;": "=",
    "&&123;": "{",
    "&&125;": "}",
    "&&126;": "~",
    "&&010": "\n",
}
_FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"^%-?(\d{1,2})\.?(\d*)%")


@dataclass(frozen=True)
class ReadReply:
    text: str
    fraction: float
    feedback: str = ""
    tolerance: float = 0.0


@dataclass(frozen=True)
class ReadItem:
    name: str
    kind: str
    ask: str
    replies: tuple[ReadReply, ...]
    explained: str = ""
    picture: bytes | None = None


def read_moodle(text: str) -> tuple[str, list[ReadItem]]:
    """(category, questions) of Moodle's XML."""
    quiz = ElementTree.fromstring(text.encode("utf-8"))
    assert quiz.tag == "quiz"
    category, *rest = quiz
    assert category.get("type") == "category"
    return _inside(category.find("category")), [_item(question) for question in rest]


def _item(question: ElementTree.Element) -> ReadItem:
    kind = {"multichoice": "choice", "numerical": "number"}[question.get("type", "")]
    if kind == "choice":
        assert question.findtext("single") == "true"
    asked = question.find("questiontext")
    assert asked is not None
    assert asked.get("format") == "html"
    file = asked.find("file")
    html = _inside(asked)
    picture = None
    if file is not None:
        assert file.get("encoding") == "base64"
        assert f"@@PLUGINFILE@@/{file.get('name')}" in html
        picture = b64decode(file.text or "", validate=True)
        html = re.sub(r"<p><img [^>]*></p>$", "", html)
    ask = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    assert ask is not None
    replies = tuple(
        ReadReply(
            _inside(answer), float(answer.get("fraction", "")), _inside(answer.find("feedback")),
            float(answer.findtext("tolerance") or 0),
        )
        for answer in question.findall("answer")
    )  # fmt: skip
    return ReadItem(
        _inside(question.find("name")),
        kind,
        ask[1],
        replies,
        _inside(question.find("generalfeedback")),
        picture,
    )


def _inside(element: ElementTree.Element | None) -> str:
    assert element is not None
    return element.findtext("text") or ""


def read_gift(text: str) -> tuple[str, list[ReadItem]]:
    """(category, questions) of GIFT."""
    found, category = [], ""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.split("\n")]
        kept = "\n".join(line for line in lines if not line.startswith("//")).strip()
        if kept.startswith("$CATEGORY:"):
            category = kept.removeprefix("$CATEGORY:").strip()
        elif kept:
            found.append(_gift(kept))
    return category, found


def _gift(text: str) -> ReadItem:
    text = text.replace("\\\\", "&&092;")
    for escape, place in _PLACES.items():
        text = text.replace(escape, place)
    text = text.replace(r"\n", "&&010").replace("&&092;", "\\")
    assert text.startswith("::")
    name, _, text = text[2:].partition("::")
    start, end = text.index("{"), text.index("}")
    assert not text[end + 1 :].strip()
    ask, answers = _plain(text[:start]), text[start + 1 : end].strip()
    explained = ""
    if "####" in answers:
        answers, _, general = answers.partition("####")
        explained = _plain(general)
    if answers.startswith("#"):
        return ReadItem(_back(name), "number", ask, _numerical(answers[1:]), explained)
    assert "~" in answers
    return ReadItem(_back(name), "choice", ask, _multiple(answers), explained)


def _multiple(answers: str) -> tuple[ReadReply, ...]:
    found = []
    for part in answers.replace("=", "~=").split("~"):
        one = part.strip()
        if not one:
            continue
        fraction = 0.0
        if one.startswith("="):
            fraction, one = 100.0, one[1:]
        fraction, one = _weighed(one, fraction)
        answer, _, feedback = one.partition("#")
        found.append(ReadReply(_plain(answer), fraction, _plain(feedback)))
    return tuple(found)


def _numerical(answers: str) -> tuple[ReadReply, ...]:
    found = []
    for part in answers.split("="):
        if not part.strip():
            continue
        fraction, one = _weighed(part.strip(), 100.0)
        answer, _, feedback = one.partition("#")
        value, _, tolerance = answer.strip().partition(":")
        float(value)
        found.append(ReadReply(value, fraction, _plain(feedback), float(tolerance or 0)))
    return tuple(found)


def _weighed(text: str, fraction: float) -> tuple[float, str]:
    match = _WEIGHT.match(text)
    return (fraction, text) if match is None else (float(f"{match[1]}{match[2]}"), text[match.end() :])


def _plain(text: str) -> str:
    text = text.strip()
    match = _FORMAT.match(text)
    assert match is None or match[1] == "html"
    return _back(text if match is None else text[match.end() :])


def _back(text: str) -> str:
    for place, sign in _SIGNS.items():
        text = text.replace(place, sign)
    return text.strip()
