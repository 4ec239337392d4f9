"""Numbers as people write them: 0,25 or 0.25, 3/4, 25 %, −3, 1 234, 1.5·10⁻⁵. Some can be read two ways."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from nnviz.scene.words.numbers import MINUS

LONGEST = 60
"""Characters of a number; a longer text is none."""
_MARKS = {
    **dict.fromkeys(f"{MINUS}–—‐‑‒﹣－", "-"),
    **dict.fromkeys("\t\u00a0\u2007\u2009\u200a\u202f", " "),
    **dict.fromkeys("’‘ʼ´`\u066c", "'"),
    **dict.fromkeys("⁄∕÷", "/"),
    **dict.fromkeys("×·⋅∙✕", "*"),
    "＋": "+",
    "\u066b": ".",
    "，": ",",
    "．": ".",
    "％": "%",
    "\u066a": "%",
}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SUPERSCRIPT = re.compile(f"[{''.join(_RAISED)}]+")
_LEAD = re.compile(r"^[=≈~≃]\s*")
_PERCENT = re.compile(r"\s*(?:%|per ?cent)$", re.IGNORECASE)
_FIGURE = r"[\d.,'](?:[\d.,' ]*[\d.,'])?"
_MIXED = re.compile(r"(?P<sign>[+-]?) ?(?P<whole>\d+) (?P<top>\d+) ?/ ?(?P<bottom>\d+)")
_FRACTION = re.compile(rf"(?P<sign>[+-]?) ?(?P<top>{_FIGURE}) ?/ ?(?P<below>[+-]?) ?(?P<bottom>{_FIGURE})")
_PLAIN = re.compile(rf"(?P<sign>[+-]?) ?(?P<figure>{_FIGURE}) ?(?:[eE] ?(?P<exponent>[+-]?\d+))?")
_POWER = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?P<factor>{_FIGURE}) ?[*xX] ?)?"
    rf"(?P<base>{_FIGURE}) ?(?:\^|\*\*) ?\(? ?(?P<exponent>[+-]?\d+) ?\)?"
)
_SPACED = re.compile(r"(?P<whole>\d[\d' ]*\d)(?:[.,](?P<rest>\d*))?")
_GROUPED = r"\d{{1,3}}(?:{mark}\d{{2,3}})*{mark}\d{{3}}"
_LARGEST_EXPONENT = 400


def readings(text: str) -> tuple[float, ...]:
    """The finite numbers that ``text`` can be read as, the likeliest first; none where it is no number.

    1,234 is a thousand or a little more than one, by the country; 25 % is a quarter, and 25 where per cent
    were asked for.
    """
    if len(text) > LONGEST:
        return ()
    plain = _LEAD.sub("", _plain(text))
    bare = _PERCENT.sub("", plain)
    found = list(_numbers(bare))
    if bare != plain:
        found = [value / 100 for value in found] + found
    return tuple(dict.fromkeys(value for value in found if math.isfinite(value)))


def _plain(text: str) -> str:
    """The same in ASCII: one minus, one space, one mark for times."""
    text = _SUPERSCRIPT.sub(lambda found: "^" + "".join(_RAISED[sign] for sign in found[0]), text)
    return re.sub(" +", " ", "".join(_ascii(letter) for letter in text).strip())


def _ascii(letter: str) -> str:
    if letter in _MARKS:
        return _MARKS[letter]
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKC", letter).split("⁄")
    # ½ stands as close to what is before it as 1/2 never could.
    return f" {parts[0]}/{parts[1]}" if len(parts) == 2 and all(part.isdigit() for part in parts) else letter


def _numbers(text: str) -> Iterator[float]:
    """All that a text without marks around it can be."""
    if match := _MIXED.fullmatch(text):
        if parts := int(match["bottom"]):
            yield _signed(match["sign"], int(match["whole"]) + int(match["top"]) / parts)
    elif match := _FRACTION.fullmatch(text):
        for top, bottom in product(_figures(match["top"]), _figures(match["bottom"])):
            if bottom:
                yield _signed(match["sign"], _signed(match["below"], top / bottom))
    elif match := _PLAIN.fullmatch(text):
        for value in _figures(match["figure"]):
            yield _signed(match["sign"], _raised(value, 10.0, match["exponent"] or "0"))
    elif match := _POWER.fullmatch(text):
        for factor, base in product(_figures(match["factor"] or "1"), _figures(match["base"])):
            yield _signed(match["sign"], _raised(factor, base, match["exponent"]))


def _signed(sign: str, value: float) -> float:
    # A minus before 0 says nothing.
    return 0.0 - value if sign == "-" else value


def _raised(factor: float, base: float, exponent: str) -> float:
    """``factor`` times a power; what is out of range is no number."""
    if len(exponent) > 5 or abs(int(exponent)) > _LARGEST_EXPONENT:
        return math.nan
    if base == 10.0:
        # As Python reads it: 1.5 times 1e-5 would be another number than 1.5e-5.
        return float(f"{factor!r}e{exponent}") if "e" not in repr(factor) else factor * 10.0 ** int(exponent)
    try:
        return float(factor * base ** int(exponent))
    except (OverflowError, ZeroDivisionError):
        return math.nan


def _figures(text: str) -> Iterator[float]:
    """What digits with points, commas, spaces and apostrophes between them can be."""
    if "'" in text or " " in text:
        match = _SPACED.fullmatch(text)
        if match and any(_is_grouped(match["whole"], mark) for mark in "' "):
            yield from _decimal(re.sub("[' ]", "", match["whole"]), match["rest"] or "")
        return
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        yield float(text)
        return
    mark, other = text[last], ",."[text[last] == ","]
    as_decimal = text.count(mark) == 1 and (other not in text or _is_grouped(text[:last], other))
    as_group = other not in text and _is_grouped(text, mark)
    if as_group and mark == ",":
        yield float(text.replace(mark, ""))
    if as_decimal:
        yield from _decimal(text[:last].replace(other, ""), text[last + 1 :])
    if as_group and mark == ".":
        yield float(text.replace(mark, ""))


def _decimal(whole: str, rest: str) -> Iterator[float]:
    if (whole or rest) and (whole + rest).isdigit():
        yield float(f"{whole or '0'}.{rest or '0'}")


def _is_grouped(text: str, mark: str) -> bool:
    """Whether marks part it into thousands (or, as in India, hundreds of thousands)."""
    return not text.startswith("0") and bool(re.fullmatch(_GROUPED.format(mark=re.escape(mark)), text))
