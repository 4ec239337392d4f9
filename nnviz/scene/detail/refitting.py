"""A page on its way from the scales it was dragged on to those that fit it: a pure function of the share."""

from __future__ import annotations

from dataclasses import replace

from nnviz.scene.detail.microscope import TICKS, Microscope, TermLine
from nnviz.scene.detail.slope import Chart, seen_through, ticks
from nnviz.scene.time.refit import between

Key = tuple[object, ...]


def refitting(before: Microscope, after: Microscope, share: float) -> Microscope:
    """``after`` with its axis, its rows and its curve's view still on their way from ``before``; ``share``
    0..1 says how far they have come."""
    if share >= 1.0 or before.target != after.target:
        return after
    low, high = between(before.low, after.low, share), between(before.high, after.high, share)
    old = {_key(line): (place, line) for place, line in zip(before.places, before.lines, strict=True)}
    places, lines = [], []
    for place, line in enumerate(after.lines):
        start = old.get(_key(line))
        places.append(between(start[0] if start else place, place, share))
        lines.append(_moving(start[1], line, share) if start else line)
    return replace(
        after,
        low=low,
        high=high,
        ticks=ticks(low, high, TICKS),
        lines=tuple(lines),
        places=tuple(places),
        chart=_chart(before.chart, after.chart, share),
    )


def _key(line: TermLine) -> Key:
    return (line.kind,) if line.kind != "input" else (line.kind, line.source, line.weight, line.name)


def _moving(before: TermLine, after: TermLine, share: float) -> TermLine:
    return replace(
        after,
        start=between(before.start, after.start, share),
        end=between(before.end, after.end, share),
    )


def _chart(before: Chart | None, after: Chart | None, share: float) -> Chart | None:
    if before is None or after is None:
        return after
    low, high, bottom, top = (between(a, b, share) for a, b in zip(before.view, after.view, strict=True))
    return seen_through(after, (low, high, bottom, top))
