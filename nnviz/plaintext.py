"""Text of strangers as it can be shown: titles, names, notes and paths come from files, and hold anything.

What is shown goes through :func:`visible`, a whole message through :func:`sentence`. Documents keep their
text as it came. Where Qt would read markup in it, see ``nnviz/ui/plain.py``.
"""

from __future__ import annotations

import re

LONGEST_NAME = 1_000
"""Characters of a name or title that a file may hold."""
LONGEST_SENTENCE = 1_000
"""Characters of a message that are shown; it may quote what a file holds."""

_OTHER = "□"
# Symbols that the bundled font has. Halves of characters are what Python makes of bytes that are no text.
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], _OTHER)
_CONTROLS |= dict.fromkeys((0x0A, 0x0D, 0x2028, 0x2029), "↵")
_CONTROLS |= {0x09: "⇥", 0x1B: "⎋"}
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EMBEDDINGS, _ISOLATES = frozenset("\u202a\u202b\u202d\u202e"), frozenset("\u2066\u2067\u2068")
_FIRST_STRONG, _END = "\u2068", "\u2069"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSAFE = re.compile(f"{_HIDDEN.pattern[:-1]}{_DIRECTIONS.pattern[1:]}")


def visible(text: str) -> str:
    """``text`` on one line: control characters as symbols (↵ for a line break, ⎋ for escape, □), and
    what turns the direction of writing ends where ``text`` ends. Most texts come back as they are.
    """
    if not _UNSAFE.search(text):
        return text
    return _isolated(text.translate(_CONTROLS))


def visible_lines(text: str) -> str:
    """The same of each line of ``text``, whose own line breaks stay."""
    return "\n".join(visible(line) for line in text.split("\n"))


def sentence(text: str) -> str:
    """A message on one line, cut where what it quotes is very long. Nobody knows where a name ends
    in it: what would turn the direction of the words behind it is shown as □ too."""
    if len(text) > LONGEST_SENTENCE:
        text = f"{text[: LONGEST_SENTENCE - 1]}…"
    return _without_turns(text.translate(_CONTROLS)) if _UNSAFE.search(text) else text


def breakable(text: str) -> str:
    """``text`` on one line that may be broken anywhere, as in a table: nothing turns the direction in it.
    What :func:`visible` has set apart is taken out of that first."""
    if text.startswith(_FIRST_STRONG) and text.endswith(_END):
        text = text[1:-1]
    return _DIRECTIONS.sub(_OTHER, text.translate(_CONTROLS)) if _UNSAFE.search(text) else text


def escaped(json: str) -> str:
    """JSON whose strings hold ``\\u202e`` in place of the character itself; it says the same."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _isolated(text: str) -> str:
    """Close what turns the direction and is still open, and set the whole apart where that may not end it:
    an isolate ends all that began in it (Unicode Standard Annex 9, rules X5a to X6a)."""
    if not _DIRECTIONS.search(text):
        return text
    kept, depth, leaks = [], 0, False
    for letter in text:
        if letter in _ISOLATES:
            depth += 1
        elif letter in _EMBEDDINGS:
            leaks = leaks or depth == 0
        elif letter == _END:
            if depth == 0:
                # It would end the isolate around the text.
                continue
            depth -= 1
        kept.append(letter)
    whole = "".join(kept) + _END * depth
    return f"{_FIRST_STRONG}{whole}{_END}" if leaks else whole


def _without_turns(text: str) -> str:
    """Only isolates that are closed turn a direction, and what lies in them."""
    letters, begun = list(text), []
    for place, letter in enumerate(text):
        if letter in _ISOLATES:
            begun.append(place)
        elif letter == _END:
            if begun:
                begun.pop()
            else:
                letters[place] = ""
    for place in begun:
        letters[place] = _OTHER
    depth = 0
    for place, letter in enumerate(letters):
        depth += (letter in _ISOLATES) - (letter == _END)
        if depth == 0 and letter in _EMBEDDINGS:
            letters[place] = _OTHER
    return "".join(letters)
