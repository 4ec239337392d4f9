"""The tokens of the visual specification: colours, type, spacing. Only here is a colour named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase

from nnviz import assets

SPACE = (4, 8, 12, 16, 24, 32, 48)
RADIUS = {"cell": 3, "bar": 4, "chip": 8, "button": 12, "card": 18}
TYPE = {
    "caption": 14,
    "body": 16,
    "label": 18,
    "title": 20,
    "value": 24,
    "heading": 34,
    "statement": 52,
    "answer": 84,
}
FLOOR = 13
"""Smallest text in the explorer, in logical pixels."""


@dataclass(frozen=True)
class Theme:
    """One set of colour tokens, as ``#RRGGBB``. ``zero`` and ``full`` end the activation ramp."""

    name: str
    bg: str
    panel: str
    raised: str
    line: str
    ink: str
    ink2: str
    ink3: str
    pos: str
    neg: str
    now: str
    nowink: str
    warn: str
    zero: str
    full: str
    is_clear: bool = False
    """Whether the ground is nothing: what is mixed with it is see-through instead."""

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """A token as a QColor, with opacity 0..1."""
        color = QColor(getattr(self, token))
        color.setAlphaF(alpha)
        return color

    def mix(self, token: str, share: float, under: str = "bg") -> QColor:
        """``share`` of a token over another: the opaque colour that opacity ``share`` would show."""
        if self.is_clear and under == "bg":
            return self.color(token, share)
        return blend(QColor(getattr(self, under)), QColor(getattr(self, token)), share)

    def sign(self, value: float) -> str:
        """The token for a value's sign."""
        return "pos" if value > 0 else "neg" if value < 0 else "ink3"


DARK = Theme(
    name="dark",
    bg="#0A0F17",
    panel="#111925",
    raised="#1A2432",
    line="#2B384A",
    ink="#EEF3FA",
    ink2="#B3C0D2",
    ink3="#8595AB",
    pos="#58AEFF",
    neg="#FF9C40",
    now="#5CE3B4",
    nowink="#06231A",
    warn="#FF8AC4",
    zero="#141D2A",
    full="#FFFFFF",
)
LIGHT = Theme(
    name="light",
    bg="#F3F6FA",
    panel="#FFFFFF",
    raised="#E9EEF5",
    line="#CDD6E2",
    ink="#0E1726",
    ink2="#3C4B61",
    ink3="#5C6B80",
    pos="#0A5CC2",
    neg="#B44800",
    now="#00755E",
    nowink="#FFFFFF",
    warn="#A3195B",
    zero="#FFFFFF",
    full="#0E1726",
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
HALL_THEMES = {"dark": replace(DARK, bg="#05080D"), "light": LIGHT}
"""For a hall whose lights are off the dark ground is darker."""
HALL_FLOOR = 0.028
"""Smallest text in a hall, as a share of the screen's height."""


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """Mix two opaque colours: 0 gives ``under``, 1 gives ``over``."""
    share = min(max(share, 0.0), 1.0)
    parts = [
        round(a + (b - a) * share)
        for a, b in zip(under.getRgb()[:3], over.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*parts)


def text_on(fill: QColor) -> QColor:
    """Black or white, whichever has the higher contrast on ``fill`` (WCAG relative luminance)."""
    luminance = _luminance(fill)
    return QColor("#000000") if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else QColor("#FFFFFF")


def font(pixels: float, weight: int = 400, is_plain: bool = False) -> QFont:
    """The bundled Inter in logical pixels (its figures are equally wide); Inter Display from 24 pixels up.

    ``is_plain``: a character looks the same whatever stands beside it. A file of shapes can be searched for
    such characters alone.
    """
    result = QFont(families()[1 if pixels >= 24 else 0])
    result.setPixelSize(max(1, round(pixels)))
    result.setWeight(QFont.Weight(weight))
    if is_plain:
        result.setFeature(QFont.Tag("calt"), 0)
    return result


@cache
def families() -> tuple[str, str]:
    """Load the bundled fonts once; return the families for text and for display sizes."""
    found: list[str] = []
    for file in sorted(assets.path("fonts").glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        found += QFontDatabase.applicationFontFamilies(number)
    text = next((name for name in found if name == "Inter"), found[0] if found else "sans-serif")
    display = next((name for name in found if name == "Inter Display"), text)
    return text, display


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
