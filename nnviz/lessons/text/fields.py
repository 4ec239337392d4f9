"""From a mapping of YAML to what stands under each of its keys, checked against the table of keys."""

from __future__ import annotations

from nnviz.engine.names import unknown_name
from nnviz.errors import LessonError
from nnviz.lessons.text import schema
from nnviz.lessons.text.nodes import Node, Scalar, Table
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.source import Passage

_CALLED = {
    schema.FRONT: "the front matter",
    schema.CARD: "a card's nnviz block",
    schema.STEP: "a step block",
    schema.QUESTION: "a question block",
    schema.WRONG: "a wrong answer",
    schema.LAB: "the lab",
    schema.TRAIN: "training",
}


def fields(node: Node, block: str, reader: Reader, kind: str | None = None) -> dict[str, Node]:
    """What stands under each key of a block. An unknown key is kept as a problem, and left out.

    Raises:
        LessonError: it is no mapping, or a key is missing that is needed.
    """
    called = _CALLED[block]
    if not isinstance(node, Table):
        sentence = f"Here belongs {called}: lines with a key, a colon, a blank and a value."
        raise reader.source.error(node.mark, sentence)
    known = schema.keys_of(block, kind)
    found: dict[str, Node] = {}
    for key, value in node.entries:
        with reader.kept():
            if key.text not in known:
                raise _unknown(key, block, kind)
            if isinstance(value, Scalar) and not value.text.strip():
                example = known[key.text].example.removesuffix(".")
                raise key.error(f'"{key.text}" has no value, such as {example}.')
            found[key.text] = value
    written = {key.text for key, _ in node.entries}
    missing = [one for name, one in known.items() if one.is_needed and name not in written]
    # A key that isn't known may be the one that is missing, misspelt.
    if missing and written <= known.keys():
        name, example = missing[0].name, missing[0].example.removesuffix(".")
        raise reader.source.error(node.mark, f'In {called} "{name}" is missing, such as {name}: {example}.')
    return found


def _unknown(key: Passage, block: str, kind: str | None) -> LessonError:
    known = schema.keys_of(block, kind)
    if kind is not None and key.text in schema.keys_of(block):
        takes = ", ".join(known)
        return key.error(f'A question of the kind {kind} takes no "{key.text}"; it takes {takes}.')
    elsewhere = [_CALLED[other] for other in schema.blocks_with(key.text)]
    if elsewhere:
        return key.error(f'"{key.text}" belongs in {" or ".join(elsewhere)}, not in {_CALLED[block]}.')
    return key.error(str(unknown_name(f"key of {_CALLED[block]}", key.text, known)))
