"""Shapes as the path data of an SVG."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath, QTransform

MOVE, LINE, CURVE = (
    QPainterPath.ElementType.MoveToElement,
    QPainterPath.ElementType.LineToElement,
    QPainterPath.ElementType.CurveToElement,
)


def number(value: float, digits: int = 2) -> str:
    """As short as it can be written, to so many digits after the point."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def matrix(transform: QTransform) -> str:
    """A transform as an SVG writes it."""
    turn = (transform.m11(), transform.m12(), transform.m21(), transform.m22())
    parts = (*turn, transform.dx(), transform.dy())
    return f"matrix({' '.join(number(part, 4) for part in parts)})"


def path_data(path: QPainterPath) -> str:
    """The ``d`` of a path. A subpath that ends where it began is closed."""
    parts: list[str] = []
    start: tuple[float, float] | None = None
    at = (0.0, 0.0)
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        kind = element.type  # type: ignore[attr-defined]  # missing in the stubs
        x, y = element.x, element.y  # type: ignore[attr-defined]
        if kind == MOVE:
            _close(parts, start, at)
            parts.append(f"M{number(x)} {number(y)}")
            start = (x, y)
        elif kind == LINE:
            parts.append(f"L{number(x)} {number(y)}")
        else:
            # A curve and the two points after it are one piece.
            parts.append(f"{'C' if kind == CURVE else ' '}{number(x)} {number(y)}")
        at = (x, y)
    _close(parts, start, at)
    return "".join(parts)


def _close(parts: list[str], start: tuple[float, float] | None, at: tuple[float, float]) -> None:
    if len(parts) > 2 and start == at:
        parts.append("Z")
