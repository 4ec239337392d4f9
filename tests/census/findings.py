"""What a person would complain of: too small, cut, one over another, too faint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from nnviz.ui.theme import FLOOR
from tests.census.texts import FORMULA, Text

CONTRAST = 4.5
CUT = 1.0
"""Pixels of a text that may lie beyond its clip: rounding."""
TOUCH = 1.0
"""Pixels that two texts may share."""
HIDDEN, WHOLE = 0.1, 0.6
"""The shares of a text's ink below which it isn't there for a person, and from which it is read whole."""
FULL = 200
"""How much of a pixel, of 255, a letter covers for the pixel to count."""
UNLIKE = 12.0
"""How far apart ink and ground are, of 441, where the one can be told from the other."""
WAYS = tuple(product((0, -1, 1), repeat=2))
"""Where letters may be: kept pictures are drawn on whole pixels."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class Finding:
    """What is wrong, in words that stay the same from run to run."""

    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


def findings(texts: list[Text], picture: QImage) -> list[Finding]:
    """All that is wrong with the texts of a window, of which ``picture`` is a picture."""
    pixels = _pixels(picture)
    read = [(text, _Look(text, pixels)) for text in texts if not text.seen.isEmpty()]
    there = [(text, look) for text, look in read if look.is_there]
    found = [finding for text, look in there for finding in _alone(text, look)]
    found += _overlaps([text for text, look in there if look.is_whole and not text.is_covered])
    return found


def _alone(text: Text, look: _Look) -> Iterator[Finding]:
    name = named(text)
    if round(text.pixels, 1) < FLOOR:
        yield Finding("small", f"{name} is {text.pixels:.0f} px")
    if text.is_covered or not look.is_whole:
        yield Finding("covered", name)
        return
    if _is_cut(text):
        yield Finding("cut", f"{name} by its edge")
    if text.string.rstrip().endswith(ELLIPSIS) and len(text.string.strip()) > 1:
        yield Finding("cut", f"{name} by an ellipsis")
    if look.contrast < CONTRAST and _is_enabled(text):
        yield Finding("faint", f"{name} has {look.contrast:.1f} : 1")


def named(text: Text) -> str:
    """The text in quotes."""
    return f"“{text.string.strip()}”"


def _is_enabled(text: Text) -> bool:
    """WCAG 1.4.3 asks no contrast of a control that can't be used now."""
    return text.owner is None or text.owner.isEnabled()


def _is_cut(text: Text) -> bool:
    """Whether some of the text is lost at an edge. What a scroll area has scrolled away is not: it scrolls
    back."""
    if text.clip is None or text.clip.adjusted(-CUT, -CUT, CUT, CUT).contains(text.box):
        return False
    area = _scrolling(text.owner)
    if area is None or text.owner is None:
        return True
    own = QRectF(text.owner.mapTo(text.owner.window(), QPointF(0, 0)), text.owner.size().toSizeF())
    lost = text.box.intersected(own).height() < text.box.height() - CUT
    beside = text.box.left() < text.clip.left() - CUT or text.box.right() > text.clip.right() + CUT
    return lost or beside


def _scrolling(widget: QWidget | None) -> QAbstractScrollArea | None:
    while widget is not None:
        widget = widget.parentWidget()
        if isinstance(widget, QAbstractScrollArea):
            return widget
    return None


def _overlaps(texts: list[Text]) -> Iterator[Finding]:
    """Texts whose ink boxes share more than an edge. The same text painted twice in one place is one."""
    boxes = np.array([text.seen.getCoords() for text in texts]).reshape(-1, 4)
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    touching = ((high - low) > TOUCH).all(axis=2)
    for i, j in zip(*np.nonzero(np.triu(touching, 1)), strict=True):
        one, other = texts[i], texts[j]
        if one.string == other.string and np.abs(boxes[i, :2] - boxes[j, :2]).max() < 2:
            continue
        yield Finding("overlap", " over ".join(sorted((named(one), named(other)))))


class _Look:
    """How a text came out in the picture."""

    def __init__(self, text: Text, pixels: np.ndarray) -> None:
        seen = text.seen.toAlignedRect().adjusted(-2, -2, 2, 2)
        left, top = max(seen.left(), 0), max(seen.top(), 0)
        self._part = pixels[top : seen.bottom() + 1, left : seen.right() + 1].astype(int)
        self.contrast = 21.0
        self._share = 1.0
        if self._part.size == 0:
            self._share = 0.0
        elif text.string == FORMULA:
            self._as_formula()
        else:
            self._as_text(text, left, top)

    @property
    def is_there(self) -> bool:
        """Whether anything of it can be seen."""
        return self._share >= HIDDEN

    @property
    def is_whole(self) -> bool:
        """Whether nothing lies over it."""
        return self._share >= WHOLE

    def _as_text(self, text: Text, left: int, top: int) -> None:
        mask = _mask(text, left, top, self._part.shape[1], self._part.shape[0])
        ground = _mode(self._part[~_grown(mask > 0)])
        if ground is None:
            ground = _mode(self._part[mask == 0])
        if ground is None:
            return
        ink = _blend(ground, text.color)
        self._share = _share(mask, self._part, ink, ground)
        self.contrast = contrast(ink, ground)

    def _as_formula(self) -> None:
        """Its colour is that of the pixels furthest from the ground."""
        ground = _mode(self._part)
        assert ground is not None
        far = np.abs(self._part - ground).sum(axis=2)
        if far.max() == 0:
            self._share = 0.0
            return
        ink = self._part[np.unravel_index(far.argmax(), far.shape)]
        self.contrast = contrast(ink, ground)


def _share(mask: np.ndarray, part: np.ndarray, ink: np.ndarray, ground: np.ndarray) -> float:
    """The share of the letters' pixels that are nearer to the ink than to the ground: where they aren't,
    something lies over them. 0 where what is there has not the letters' shape at all."""
    apart = float(np.linalg.norm(ground - ink))
    if apart < UNLIKE:
        # Who could tell? It is far too faint in any case.
        return 1.0
    is_ink = np.linalg.norm(part - ink, axis=-1) < apart / 2
    full = mask >= min(FULL, mask.max(initial=1))
    best = 0.0
    for way in WAYS:
        moved = np.roll(full, way, axis=(0, 1))
        best = max(best, float(is_ink[moved].mean()) if _agrees(is_ink, moved) else 0.0)
        if best >= WHOLE:
            break
    return best


def _agrees(is_ink: np.ndarray, full: np.ndarray) -> bool:
    """Whether there is ink where the letters are rather than elsewhere."""
    beyond = is_ink[~_grown(full)]
    return not beyond.size or float(is_ink[full].mean()) > 2 * float(beyond.mean())


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """The contrast of WCAG 2.2 between two colours of three channels, 0 to 255."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return float((light + 0.05) / (dark + 0.05))


def _luminance(color: np.ndarray) -> float:
    share = np.asarray(color, float) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _blend(ground: np.ndarray, color: QColor) -> np.ndarray:
    over = np.array(color.getRgb()[:3])
    return np.round(ground + (over - ground) * color.alphaF()).astype(int)


def _mode(colors: np.ndarray) -> np.ndarray | None:
    """The colour that most pixels have."""
    flat = colors.reshape(-1, 3)
    if not len(flat):
        return None
    codes, counts = np.unique(flat @ (65536, 256, 1), return_counts=True)
    code = int(codes[counts.argmax()])
    return np.array([code >> 16, code >> 8 & 255, code & 255])


def _mask(text: Text, left: int, top: int, width: int, height: int) -> np.ndarray:
    """How much of each pixel the text covers, 0 to 255."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.translate(-left, -top)
        painter.setTransform(text.place, True)
        painter.setFont(text.font)
        painter.setPen(QColor("black"))
        painter.drawText(text.origin, text.string)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    return pixels[:, :width, 3].copy()


def _grown(mask: np.ndarray) -> np.ndarray:
    """The mask and the pixels beside it."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    grown = wide.copy()
    grown[:, 1:] |= wide[:, :-1]
    grown[:, :-1] |= wide[:, 1:]
    return grown


def _pixels(picture: QImage) -> np.ndarray:
    """(height, width, 3) bytes, red first."""
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), 2::-1].copy()
